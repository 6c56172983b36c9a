"""A set as one page that answers questions in a browser, with nothing but itself."""
