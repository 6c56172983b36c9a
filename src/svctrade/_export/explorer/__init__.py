"""The searchable page of a set, in one file."""
