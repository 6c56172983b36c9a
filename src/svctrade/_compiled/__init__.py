"""Written by tools/build_code.py from the data: not to be edited."""

EDITIONS = ('2020',)
PAGE = 16
SUM = '8d1af8dbacf815e0647574e7dd1cd98fd14b9285d376a111e1bf12371bad385a'
