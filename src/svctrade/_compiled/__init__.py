"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = 'a9eec66d45349853c44f999e0d91a472e60193e7895966c78e904e79d6dff3df'
