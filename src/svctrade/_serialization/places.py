"""The file of places, read strictly and checked: for the build and `verify`."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._json import exact_object, loads, strict_converter, structure
from .._names.places import LocalPlace, PlacesFile, fold_latin

_Texts = tuple[tuple[str, ...], ...]
_ByForm = Mapping[str, tuple[str, ...]]
_LINE = re.compile(r"(?:\d{6} )?\S+(?: \S+)?")
_CODE, _DAY = re.compile(r"\d{6}"), re.compile(r"\d{4}-\d{2}-\d{2}")


def places_from_json(data: str) -> PlacesFile:
    """Return what the file of places has.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    converter = strict_converter()
    hook = converter.get_structure_hook(_Texts)

    def by_form(value: object, _: Any) -> dict[str, tuple[str, ...]]:
        entries: dict[str, Any] = exact_object(value, dict)
        return dict(zip(entries, hook([*entries.values()], _Texts), strict=True))

    converter.register_structure_hook_func(lambda kind: kind == _ByForm, by_form)
    found: PlacesFile = structure(converter, loads(data), PlacesFile)
    return found


def place_faults(file: PlacesFile, regions: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong in a file of places.

    Args:
        file: the file.
        regions: the ids of all regions that the package knows.
    """
    known = {*regions}
    lines = [line for city in file.elsewhere for line in city.places]
    unread = [line for line in lines if not _LINE.fullmatch(line)]
    if unread:
        yield from (f"{line!r} is no line of a place" for line in unread)
        return
    places = [*file.places, *(place for city in file.elsewhere for place in city.all_places())]
    for place in places:
        yield from _faults_of(place, known)
    for what, values in (
        ("name", [place.full_name for place in places]),
        ("code", [place.code for place in places if place.code]),
    ):
        twice = [value for value, times in Counter(values).items() if times > 1]
        yield from (f"two places have the {what} {value}" for value in twice)
    keys = {place.full_name for place in places} | {place.code for place in places if place.code}
    for form, bearers in file.english.items():
        if form != fold_latin(form) or not bearers:
            yield f"{form!r} is no Latin form as it is compared"
        yield from (f"{form!r} names {key!r}, and no place does" for key in {*bearers} - keys)
    above = {part for place in places for part in (place.name, place.within, place.province)}
    above |= {city.name for city in file.elsewhere} | known
    for form, targets in file.heads.items():
        yield from (
            f"{form!r} leads to {key!r}, and nothing lies in it" for key in {*targets} - above
        )
    forms = {form for place in places for form in (place.name, place.short)} | {*file.english}
    yield from (
        f"{form!r} is ambiguous, and no place has it" for form in {*file.ambiguous_forms} - forms
    )


def _faults_of(place: LocalPlace, regions: set[str]) -> Iterator[str]:
    for region in filter(None, (place.region, place.partly)):
        if region not in regions:
            yield f"{place.full_name} is in {region!r}, which is no region"
    if place.code and not _CODE.fullmatch(place.code):
        yield f"{place.full_name} has the code {place.code!r}"
    days = filter(None, (place.first, place.last))
    yield from (f"{place.full_name} has the day {d!r}" for d in days if not _DAY.fullmatch(d))
