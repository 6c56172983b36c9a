"""The options that several commands have, and the measures that they select."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import partial
from gettext import gettext
from os.path import splitext
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .._api.queries import measures
from .._display.options import options as svctrade_options
from .._model import Role
from .._query.measure_set import MeasureSet
from ..exceptions import SvctradeError
from .output import TEXT_FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .._model import Body, Edition, Item, Language, Region

C = TypeVar("C", bound=Callable[..., object])


def find_edition(name: str | None) -> Edition | str | None:
    """Return the edition in a file; a name without an ending is an id."""
    if name is not None and (name == "-" or suffix_of(name)):
        return read_edition(name)
    return name


def read_edition(path: str, *, strict: bool = True) -> Edition:
    """Return the edition in a file, or on standard input (``-``): JSON, a table, or a document."""
    if path == "-":
        return _read_content(sys.stdin.buffer.read(), strict=strict)
    from pathlib import Path

    from .._api.folders import read_edition as read

    return read(Path(path), strict=strict)


def _read_content(content: bytes, *, strict: bool) -> Edition:
    from .._api.documents import is_table, read_document, read_table
    from .._api.files import loads

    if content.lstrip().startswith(b"{"):
        return loads(content)
    return (read_table if is_table(content) else read_document)(content, strict=strict)


def suffix_of(path: str) -> str:
    """Return the ending of a file's name in lower case, such as ``".csv"``; empty without one."""
    return splitext(path)[1].lower()  # noqa: PTH122  # pathlib is slow to import


# -- completion -----------------------------------------------------------------------------------


def _items(scheme: str) -> list[Item]:
    layer = measures().edition.layer
    return [item for item in layer.items if item.scheme == scheme] if layer else []


def _complete_from(list_all: Callable[[], Iterable[Body | Region | Item]]) -> Callable[..., Any]:
    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from .._names import normalize_name

        wanted = normalize_name(begun)
        # Variants that differ in case or script alone are offered once.
        return [
            CompletionItem(form, help=thing.name_en)
            for thing in list_all()
            for form in (
                {normalize_name(f): f for f in _offered(thing)[::-1]}.values()
                if begun
                else (thing.name,)
            )
            if normalize_name(form).startswith(wanted)
        ]

    return complete


def _offered(thing: Body | Region | Item) -> list[str]:
    """Return the names of a thing without near words."""
    synonyms = getattr(thing, "synonyms", ())
    return [name for name in thing.name_variants if name not in synonyms]


_complete_region = _complete_from(lambda: measures().edition.regions)
_complete_body = _complete_from(lambda: measures().edition.bodies)
_complete_service, _complete_topic = (
    _complete_from(partial(_items, scheme)) for scheme in ("service", "topic")
)


# -- options --------------------------------------------------------------------------------------


def format_option(*formats: str) -> Callable[[C], C]:
    """Return the option for the output format; the first of *formats* is the default."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="Output format.",
    )


table_format_option = format_option("table", *TEXT_FORMATS)
edition_option = click.option(
    "--edition", type=click.Path(), help="An edition's id, or a file with one."
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="Language.  [default: SVCTRADE_LANG, else that of the locale, else English; in files for"
    " programs, data as printed]",
)


def reader_language(lang: Language | None) -> Language:
    """Return the language of what is printed: the one that was asked for, or the user's."""
    if lang is not None:
        return lang
    try:
        user = os.environ.get("SVCTRADE_LANG") and svctrade_options.lang
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if user:
        return "en" if user == "en" else "zh"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def drawn_language(format_: str, lang: Language | None) -> Language | None:
    """Return the language of a table: that of the reader, or none where programs read it."""
    return reader_language(lang) if format_ in ("table", "markdown") else lang


def filter_options(command: C) -> C:
    """Add the filters of `MeasureSet` as options; one given again means any of its values."""
    several = partial(click.option, multiple=True)
    roles = click.Choice([role.value for role in Role])
    degrees, bases = (
        click.Choice(["named", "covered", "possible"]),
        click.Choice(["explicit", "first_named"]),
    )
    options = (
        several(
            "--region", "in_region", shell_complete=_complete_region, help="Applies in this region."
        ),
        click.option(
            "--at-least",
            type=degrees,
            help="How certainly it applies there.  [default: covered]",
        ),
        click.option(
            "--exactly",
            type=click.Choice(["named", "covered", "possible", "none"]),
            help="Applies there with this certainty and no other.",
        ),
        several("--led-by", shell_complete=_complete_body, help="This body leads."),
        click.option("--basis", type=bases, help="On what basis it leads."),
        several("--involving", shell_complete=_complete_body, help="Names this body."),
        click.option("--in-role", type=roles, help="The role in which it is involved."),
        several("--with-role", type=roles, help="Has an assignment in this role."),
        several("--task", "in_task", help="Belongs to this task: number, label or title."),
        several("--mentioning", help="Contains this term."),
        several("--number", "numbered", type=int, help="Has this number."),
        several("--under", help="Is carried out under this framework."),
        several("--affected-by", help="A later act with this document number touches it."),
        several(
            "--service",
            "in_service",
            shell_complete=_complete_service,
            help="Concerns this service item (the project's own reading).",
        ),
        several("--mode", "by_mode", help="Eases this mode of supply (the project's own reading)."),
        several(
            "--about",
            shell_complete=_complete_topic,
            help="Is about this topic (the project's own reading).",
        ),
        click.option(
            "--confidence", type=click.Choice(["clear"]), help="Keep only what is read as clear."
        ),
        click.option("--national", is_flag=True, help="Makes no region responsible."),
        edition_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


# The filters of `MeasureSet`, each with the option that goes with it and its argument.
_FILTERS: dict[str, tuple[str, str]] = {
    "in_region": ("at_least", "at_least"),
    "led_by": ("basis", "basis"),
    "involving": ("in_role", "role"),
    **dict.fromkeys(("in_service", "by_mode", "about"), ("confidence", "confidence")),
    **dict.fromkeys(("with_role", "in_task", "mentioning", "numbered"), ("", "")),
    **dict.fromkeys(("under", "affected_by"), ("", "")),
}


def select_measures(options: dict[str, Any]) -> MeasureSet:
    """Return the measures that the options of `filter_options` keep."""
    found = measures(find_edition(options["edition"]))
    for method, (option, argument) in _FILTERS.items():
        value = options.get(option)
        if options[method]:
            settings = {argument: value} if value else {}
            if method == "in_region" and options["exactly"]:
                if value:
                    raise click.UsageError(gettext("give --at-least or --exactly, not both"))
                settings = {"exactly": options["exactly"]}
            with value_error_as_usage_error():
                found = getattr(found, method)(*options[method], **settings)
        elif value and option != "confidence":
            needed = "region" if method == "in_region" else method.replace("_", "-")
            raise click.UsageError(
                gettext("--{} goes with --{}").format(option.replace("_", "-"), needed)
            )
    if options["exactly"] and not options["in_region"]:
        raise click.UsageError(gettext("--{} goes with --{}").format("exactly", "region"))
    if options["confidence"] and not any(options[m] for m in ("in_service", "by_mode", "about")):
        raise click.UsageError(gettext("--confidence goes with --service, --mode or --about"))
    return found.national() if options["national"] else found


@contextmanager
def value_error_as_usage_error() -> Generator[None, None, None]:
    """Report a value that an argument does not take as a mistake in the options."""
    try:
        yield
    except SvctradeError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from None
