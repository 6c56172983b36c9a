"""Read documents: files into blocks, and blocks into editions."""
