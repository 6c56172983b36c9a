"""A set of measures, elsewhere: in tables and their files, in charts, in a graph."""
