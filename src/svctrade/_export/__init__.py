"""Tables, charts, graphs, workbooks, and the searchable page."""
