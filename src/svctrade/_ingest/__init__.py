"""Documents into editions, one module per layout."""
