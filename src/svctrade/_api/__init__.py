"""The public functions, each in the module of its subject."""
