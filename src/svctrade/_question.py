"""What a set of measures answers, kept as data: filters in a row, and questions joined."""

from __future__ import annotations

from ._late import Late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from . import _typed as typed
else:
    typed = Late("_typed")  # only what is no plain text needs it

OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "&": int.__and__,
    "|": int.__or__,
    "-": lambda a, b: a & ~b,
    "^": int.__xor__,
}

# A question past this says so in place of its steps: it has to print and pickle whatever is done.
_LONGEST = 10_000
_DEEPEST = 50


class Filter:
    """One step of a question: the method, what was asked, how, and the mask of what it keeps."""

    __slots__ = ("asked", "mask", "method", "options")

    def __init__(
        self,
        method: str,
        asked: tuple[object, ...],
        options: tuple[tuple[str, str], ...],
        mask: int,
    ) -> None:
        self.method: str = method
        self.asked: tuple[str | int, ...] = tuple([as_typed(value) for value in asked])
        self.options: tuple[tuple[str, str], ...] = options
        self.mask: int = mask

    def __reduce__(self) -> tuple[object, ...]:
        return Filter, (self.method, self.asked, self.options, self.mask)

    def __str__(self) -> str:
        show = str if self.method == "where" else _quoted
        asked = [show(value) for value in self.asked]
        asked += [f"{name}={_quoted(value)}" for name, value in self.options]
        if self.method == "slice":
            return f"[{self.asked[0]}]"
        if self.method == "group_by":
            return f".group_by({asked[0]})[{self.asked[1] if len(self.asked) > 1 else None}]"
        return f".{self.method}({', '.join(asked)})"


class Question:
    """What a set answers: a start, and the filters that were applied to it, in order.

    *start* is text (``measures()``), or the sign and operands of the algebra. *size* counts the
    steps, and *depth* how deep joined questions stand inside each other. A question that grew too
    long to keep is *forgotten*: the mask of what it left.
    """

    __slots__ = ("depth", "filters", "forgotten", "size", "start")

    def __init__(
        self,
        start: str | tuple[str, tuple[Question, ...]],
        filters: tuple[Filter, ...] = (),
        size: int = 1,
        depth: int = 0,
        forgotten: int | None = None,
    ) -> None:
        self.start: str | tuple[str, tuple[Question, ...]] = start
        self.filters: tuple[Filter, ...] = filters
        self.size: int = size
        self.depth: int = depth
        self.forgotten: int | None = forgotten

    def __reduce__(self) -> tuple[object, ...]:
        return Question, (self.start, self.filters, self.size, self.depth, self.forgotten)

    @classmethod
    def joined(cls, sign: str, *operands: Question) -> Question:
        """Return the question that joins *operands* by *sign*.

        ``a | b | c`` is one question of three operands, so that a long union is not a deep one;
        so is ``a - b - c``, which takes away one after the other.
        """
        first = operands[0]
        if not isinstance(first.start, str) and first.start[0] == sign and not first.filters:
            operands = (*first.start[1], *operands[1:]) if sign != "~" else operands
        size, depth = 1, 0
        for operand in operands:
            size += operand.size
            depth = max(depth, operand.depth)
        return cls((sign, operands), (), size, depth + 1)

    def filtered(self, step: Filter) -> Question:
        """Return the question with one more filter."""
        filters = (*self.filters, step)
        return Question(self.start, filters, self.size + 1, self.depth, self.forgotten)

    @property
    def complement(self) -> Question | None:
        """What it is the complement of, where it is one and no more."""
        if isinstance(self.start, str) or self.filters or self.start[0] != "~":
            return None
        return self.start[1][0]

    def shortened(self, mask: int) -> Question:
        """Return the question, or, where it is too long to keep, what it left."""
        if self.size <= _LONGEST and self.depth <= _DEEPEST:
            return self
        return Question(f"measures that {self.size} steps left", forgotten=mask)

    def mask(self, whole: int) -> int:
        """Return the mask of what it asks for, of the *whole* edition."""
        if isinstance(self.start, str):
            mask = whole if self.forgotten is None else self.forgotten
        else:
            sign, operands = self.start
            mask = operands[0].mask(whole)
            if sign == "~":
                mask = whole & ~mask
            for operand in operands[1:]:
                mask = OPERATIONS[sign](mask, operand.mask(whole))
        for step in self.filters:
            mask &= step.mask
        return mask

    def __str__(self) -> str:
        if isinstance(self.start, str):
            start = self.start
        else:
            sign, operands = self.start
            texts = [str(operand) for operand in operands]
            start = f"(~{texts[0]})" if sign == "~" else f"({f' {sign} '.join(texts)})"
        return start + "".join([str(step) for step in self.filters])


def _quoted(value: str | int) -> str:
    """Return *value* as one would type it."""
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def as_typed(value: object) -> str | int:
    """Return what was asked as text, or the number that it was: data that can be kept."""
    return value if isinstance(value, (str, int)) else typed.as_typed(value)
