"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = 'e6f0af8a34e753ae6c5c3e3601c95af3ed231c3b0b32b69db72e25f05833e942'
