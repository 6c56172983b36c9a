"""Queries to a page, what it shows, and what is expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import attrs
from hypothesis import strategies as st

import svctrade
from svctrade import Certainty, Edition, MeasureSet, Role, Span

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A listener of the page reads the fragment before a later one.
GO = """fragment => new Promise(done => {
  if (new URL(fragment, location).hash === location.hash) return done();
  addEventListener("hashchange", () => setTimeout(done), { once: true });
  location.hash = fragment;
})"""
PARTS = """element => [...element.childNodes].map(
  node => [node.textContent, node.nodeName === "MARK"])"""


@attrs.frozen
class Query:
    """Filters of `MeasureSet` in the order of the page, and words."""

    filters: tuple[tuple[str, tuple[str | int, ...], tuple[str, str] | None], ...] = ()
    terms: tuple[str, ...] = ()

    def of(self, found: MeasureSet) -> MeasureSet:
        """Run it in the library."""
        for method, values, option in self.filters:
            options = dict([option]) if option else {}
            found = getattr(found, method)(*values, **options)
        for term in self.terms:
            found = found.mentioning(term)
        return found

    def fragment(self, **more: str | int) -> str:
        """Return the fragment of its link."""
        pairs: list[tuple[str, str | int]] = []
        for method, values, option in self.filters:
            pairs += [(method, value) for value in values]
            pairs += [(f"{method}.{option[0]}", option[1])] if option else []
        # In quotes it is words of the text, and no name.
        words = " ".join(f'"{term}"' for term in self.terms)
        pairs += [("words", words)] if words else []
        return f"#{urlencode([*pairs, *more.items()])}"


def values_of(edition: Edition) -> dict[str, list[str | int]]:
    """Return the values of each filter."""
    layer = edition.layer.items if edition.layer else ()
    named = {
        scheme: [item.name for item in layer if item.scheme == scheme]
        for scheme in ("service", "mode", "topic")
    }
    frameworks = dict.fromkeys(note.framework for note in edition.notes if note.framework)
    found: dict[str, list[Any]] = {
        "in_region": [region.name for region in edition.regions],
        "led_by": [body.name for body in edition.bodies],
        "involving": [body.name for body in edition.bodies],
        "with_role": [role.value for role in Role],
        "in_task": [task.number for task in edition.tasks],
        "under": [*frameworks],
        "in_service": named["service"],
        "by_mode": named["mode"],
        "about": named["topic"],
    }
    return {method: values for method, values in found.items() if values}


CHOICES: dict[str, tuple[str, list[str]]] = {
    "in_region": ("at_least", [c.value for c in (Certainty.NAMED, Certainty.POSSIBLE)]),
    "led_by": ("basis", ["explicit", "first_named"]),
    "involving": ("role", [role.value for role in Role]),
    "in_service": ("confidence", ["clear"]),
    "by_mode": ("confidence", ["clear"]),
    "about": ("confidence", ["clear"]),
}


@st.composite
def queries(draw: st.DrawFn, edition: Edition) -> Query:
    """A query of up to three filters of up to two values, and up to two words of the texts."""
    values = values_of(edition)
    methods = draw(st.lists(st.sampled_from([*values]), max_size=3, unique=True))
    filters: list[Any] = []
    for method in sorted(methods, key=[*values].index):
        # Values in the order of the page, which keeps none of its own.
        asked = draw(st.lists(st.sampled_from(values[method]), min_size=1, max_size=2, unique=True))
        name, choices = CHOICES.get(method, ("", []))
        option = (
            draw(st.none() | st.sampled_from([(name, c) for c in choices])) if choices else None
        )
        filters.append((method, tuple(asked), option))
    texts = [measure.text for measure in edition.measures]
    words = st.builds(
        lambda text, start, size: text[start : start + size].strip('" '),
        st.sampled_from(texts),
        st.integers(0, 20),
        st.integers(1, 3),
    )
    terms = draw(st.lists(words.filter(bool), max_size=2, unique=True))
    return Query(tuple(filters), tuple(terms))


def go(page: Page, fragment: str) -> None:
    """Follow a link within the page."""
    page.evaluate(GO, fragment)
    wait_for_rows(page)


def wait_for_rows(page: Page) -> None:
    """Wait until lists that are made in parts have all their rows; those of long lists never do."""
    lists = '[...document.querySelectorAll("#list tbody, #plan ol")]'
    made = "({ left = [] }) => left.length === 0 || left.length > MANY - AT_ONCE"
    page.wait_for_function(f"() => {lists}.every({made})")


def numbers(page: Page) -> tuple[int, ...]:
    """Return the numbers of the measures that the list shows, in document order."""
    wait_for_rows(page)
    if page.locator("#list").is_hidden():
        return ()
    shown = page.locator("#list .number").all_text_contents()
    return tuple(sorted(map(int, shown)))


def python(page: Page) -> str:
    """Return the Python that the page shows."""
    return page.locator("#python").text_content() or ""


def run(code: str) -> MeasureSet:
    """Run the Python of a page, and return its result."""
    names: dict[str, Any] = {"print": lambda _: None}
    exec(code, names)  # noqa: S102  # the code under test
    found = names["found"]
    assert isinstance(found, MeasureSet)
    return found


def marked(text: str, spans: list[Span | None]) -> list[list[str | bool]]:
    """Return a text in pieces, each with whether it is in one of the spans."""
    inside = [any(span and span.start <= n < span.stop for span in spans) for n in range(len(text))]
    pieces: list[list[Any]] = []
    for character, within in zip(text, inside, strict=True):
        if pieces and pieces[-1][1] is within:
            pieces[-1][0] += character
        else:
            pieces.append([character, within])
    return pieces


def of_the_annex(query: Query) -> MeasureSet:
    """Return the result of the library."""
    return query.of(svctrade.measures())
