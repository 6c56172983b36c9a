"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = '2114c512504af0016e0cea853a298096f088e8ccda3fbfd0cc81f493c3479862'
