"""What a person should look at in a plan that was read: assumptions, and text left aside."""

from enum import Enum

import attrs

from .record import Record
from .text import Place, number_ranges


class ReviewKind(Enum):
    """What an item of the review is about.

    >>> ReviewKind("level").name
    'LEVEL_INHERITED'
    """

    __module__ = "svctrade"

    # A name without a level takes that of the name before it: 省商务厅、发展改革委.
    LEVEL_INHERITED = "level"
    # The name of a national body was taken for a local body of the plan.
    LOCAL_BODY = "local body"
    # A name was taken for the national body.
    NATIONAL_BODY = "national body"
    # Two names were taken for one body: 市住建局 and 住建局.
    SAME_BODY = "same body"
    # A default that was said before holds for a measure: 以下均需各县落实.
    DEFAULT_INHERITED = "default"
    # The statement of a heading holds for a measure.
    HEADING_INHERITED = "heading"
    # A name may be two names, or a part of one.
    POSSIBLE_CUT = "possible cut"
    # The printed number is not the number of the measure.
    RENUMBERED = "number"
    # Printed numbers of the plan skip or repeat: …, 12, 14.
    NUMBER_GAP = "number gap"
    # Lines were joined where a bracket was open.
    LINES_JOINED = "lines joined"
    # Text belongs to no measure and to no heading.
    UNASSIGNED_TEXT = "unassigned text"
    # A file has measures in several annexes; they are one edition.
    SEVERAL_ANNEXES = "annexes"
    # A numbered paragraph among measures has no statement.
    NO_STATEMENT = "no statement"
    # A statement or a party of it cannot be read; it is kept as printed.
    UNREAD_STATEMENT = "unread statement"
    # A name that is not in the directory differs little from one that is, or from one of the plan.
    UNKNOWN_NAME = "unknown name"
    # What the text is was seen from its form alone: a list of names in brackets, 3.5G after 2.
    FORM_ASSUMED = "form"
    # A part of the file was left out, or its form was assumed: footnotes, comments, joined lines.
    FILE = "file"
    # A person corrected what was read.
    CORRECTED = "corrected"


# They are noted where a name comes first, and hold wherever it comes again.
NAME_KINDS = (
    *(ReviewKind.UNKNOWN_NAME, ReviewKind.POSSIBLE_CUT, ReviewKind.SAME_BODY),
    *(ReviewKind.LEVEL_INHERITED, ReviewKind.LOCAL_BODY, ReviewKind.NATIONAL_BODY),
)


@attrs.frozen(cache_hash=True)
class ReviewItem(Record):
    """One place of a plan that a person should look at.

    Args:
        kind: what it is about.
        place: its place in the source; ``None`` where it has none.
        text: the words that it is about, as printed.
        said: what was assumed or done, as words or a name: the full name of a body, the words of a
            default, what was expected.
        measure: the number of the measure that it is about, if it is one.

    >>> item = ReviewItem(ReviewKind.LEVEL_INHERITED, None, "国资委", "省国资委", 4)
    >>> print(item)
    measure 4: 国资委: level: 省国资委
    """

    __module__ = "svctrade"

    kind: ReviewKind
    place: Place | None
    text: str
    said: str
    measure: int | None = None

    def _exact(self) -> str:
        where = f"measure {self.measure}: " if self.measure is not None else ""
        line = f"line {self.place.line}: " if self.place is not None else ""
        words = f"{self.text}: " if self.text else ""
        return f"{line}{where}{words}{self.kind.value}: {self.said}"


@attrs.frozen(cache_hash=True)
class ReviewGroup(Record):
    r"""Equal items of a review: one assumption, and every place that it is about.

    Args:
        kind: what they are about.
        text: the words that they are about; empty where these differ.
        said: what was assumed or done.
        items: the items.
        measures: the numbers of all measures that they are about, also of those that have no item
            of their own because they name the same body again.

    >>> import svctrade
    >>> plan = "某市方案\n1. 甲。（市财政局、财政局负责）\n2. 乙。（财政局负责）\n"
    >>> for group in svctrade.read_document(plan).review().groups():
    ...     print(group)
    measures 1-2: 财政局: same body: 市财政局
    """

    __module__ = "svctrade"

    kind: ReviewKind
    text: str
    said: str
    items: tuple[ReviewItem, ...] = attrs.field(repr=False)
    measures: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        r"""The lines of its items.

        >>> import svctrade
        >>> plan = "某市方案\n1. 甲。（市财政局、财政局负责）\n2. 乙。（财政局负责）\n"
        >>> [group.lines for group in svctrade.read_document(plan).review().groups()]
        [(2,)]
        """
        return tuple(dict.fromkeys(i.place.line for i in self.items if i.place is not None))

    def _exact(self) -> str:
        if len(self.items) == 1 and len(self.measures) <= 1:
            return self.items[0]._exact()  # noqa: SLF001  # of this module
        where, found = ("measures", self.measures) if self.measures else ("lines", self.lines)
        place = f"{where} {number_ranges(found)}: " if found else f"{len(self.items)} times: "
        words = f"{self.text}: " if self.text else ""
        return f"{place}{words}{self.kind.value}: {self.said}"
