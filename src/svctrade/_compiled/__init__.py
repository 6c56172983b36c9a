"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = 'b317e040c317948110f8bc18786701d0ead4646e19f7f11efb628b1c4917d9f6'
