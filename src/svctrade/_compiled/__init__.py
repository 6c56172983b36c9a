"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = '1f64b26bb8a777499055411abd46b00eb707dbe470d59e3b064f1e384d1230c1'
