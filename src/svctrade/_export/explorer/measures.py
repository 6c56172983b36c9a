"""What the page needs of a set of measures, which is above it: filters and explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ..._model import Edition, Language, Measure, Region, Span
from ..table import Table


class Step(Protocol):
    """A step of a reason, as `svctrade.Step` is."""

    @property
    def kind(self) -> str:
        """What sort of step it is."""
        ...

    def as_text(self, lang: Language) -> str:
        """Return it as a sentence."""
        ...


class Reason(Protocol):
    """Why a measure is in a set, as `svctrade.Reason` has it."""

    @property
    def where(self) -> str | None:
        """The text that its words are in."""
        ...

    @property
    def note(self) -> int | None:
        """The note that its words are in."""
        ...

    @property
    def span(self) -> Span | None:
        """Where its words are."""
        ...

    @property
    def steps(self) -> tuple[Step, ...]:
        """What leads from the words to the filter."""
        ...


class Explanation(Protocol):
    """The reasons for a measure, as `svctrade.Explanation` has them."""

    @property
    def measure(self) -> Measure:
        """The measure."""
        ...

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is in the set."""
        ...


class FilteredMeasures(Protocol):
    """A set of measures with filters, as `svctrade.MeasureSet` is."""

    @property
    def edition(self) -> Edition:
        """Its edition."""
        ...

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its measures."""
        ...

    def __len__(self) -> int:
        """Return how many measures it has."""
        ...

    def __iter__(self) -> Iterator[Measure]:
        """Iterate over its measures."""
        ...

    def __getitem__(self, place: slice, /) -> FilteredMeasures:
        """Return a part of it."""
        ...

    def in_region(self, *regions: Region | str | int) -> FilteredMeasures:
        """Keep the measures that apply in any of *regions*."""
        ...

    def explain(self) -> Sequence[Explanation]:
        """Return the reasons for each measure."""
        ...

    def table(self, *, lang: Language) -> Table:
        """Return its measures as a table."""
        ...
