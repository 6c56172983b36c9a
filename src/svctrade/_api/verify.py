"""Check the bundled data, and report what is damaged."""

from .report import Check, Report, fault_of


def verify() -> Report:
    """Check everything bundled, and return a report. It reports damage and raises nothing.

    Damage is a file or a module of the package that is missing, truncated, unreadable or changed.
    It checks the checksum of every file; of each edition that its shape and references are right,
    that the table printed from its records is the source, that each part is at its place there,
    that reading each statement again gives its assignments, lead and coverage, and that names are
    unique; that every tag of a layer rests on words of its measure; that a translation is complete;
    that places have a region and a code of their own; and that the generated records and index, and
    the text of the source in them, are those of the data.

    >>> import svctrade
    >>> print(svctrade.verify())
    ok    checksums of 13 files
    ok    tables of characters: shape
    ok    edition 2020: shape and references
    ok    edition 2020: the table printed from the records is the source
    ok    edition 2020: each part is at its place in the source
    ok    edition 2020: 122 statements read again give the same
    ok    edition 2020: names are unique
    ok    edition 2020: 491 tags of the layer rest on words of their measures
    ok    edition 2020: the unofficial translation is complete
    ok    edition 2020: the generated records and index are those of the data
    ok    places: shape, regions and codes
    ok    generated modules: made from these files
    12 of 12 checks hold
    """
    checks: list[Check] = []
    try:
        # A module of the package may be damaged too.
        from .checks import run_checks

        checks.extend(run_checks())
    except (Exception, SystemExit) as error:  # noqa: BLE001  # a report says what is wrong
        checks.append(Check("modules: can be imported", (fault_of(error),)))
    return Report(tuple(checks))
