"""The commands: their sections, their help and examples, and the modules that run them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from gettext import gettext
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from .._display.text import display_width, wrap
from .messages import translated

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# What adds an option to a function, or makes a command of it.
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_GAP, _WIDEST_TERM = 2, 30


class Formatter(click.HelpFormatter):
    """Help whose lines fit the terminal in Chinese too: a Chinese character has two columns."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(" " * self.current_indent + gettext("{}:").format(heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped."""
        indent = " " * self.current_indent
        paragraphs = [" ".join(p.split()) for p in text.split("\n\n")]
        wrapped = ["\n".join(wrap(p, self.width, indent, indent)) for p in paragraphs]
        self.write("\n\n".join(wrapped) + "\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = _WIDEST_TERM,
        col_spacing: int = _GAP,
    ) -> None:
        """Write terms, each with its text beside it, wrapped."""
        rows = [*rows]
        widest = min(max(display_width(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        rest = indent + " " * widest
        for term, text in rows:
            room = widest - display_width(term)
            first = f"{indent}{term}" + " " * room
            if room < col_spacing:
                self.write(f"{indent}{term}\n")
                first = rest
            self.write("\n".join(wrap(text, self.width, first, rest)).rstrip() + "\n")


class Context(click.Context):
    """A context whose help is written by `Formatter`."""

    formatter_class = Formatter


class Option(click.Option):
    """An option that knows the section of the help that lists it."""

    def __init__(self, *names: Any, section: str = "Options", **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.section = section


class Command(click.Command):
    """A command whose help has its options in sections, and examples."""

    context_class = Context

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by section, those of the command alone first."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                section = getattr(param, "section", "Options")
                sections.setdefault(section, []).append(record)
        own = sections.pop("Options")
        sections = {"Options": own, **sections} if len(own) > 1 else {**sections, "Options": own}
        for section, records in sections.items():
            with formatter.section(gettext(section)):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click gives it
        """Write the examples."""
        write_examples(formatter, EXAMPLES.get(self.name or "", ()))


def write_examples(formatter: click.HelpFormatter, examples: Iterable[str]) -> None:
    """Write examples, each in a line of its own."""
    lines = [f"  svctrade {gettext(example)}\n" for example in examples]
    if lines:
        formatter.write_paragraph()
        formatter.write_heading(gettext("Examples"))
        for line in lines:
            formatter.write(line)


class Program(click.Group):
    """The program. A command is imported when it is run, so that the help is fast."""

    context_class = Context

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click gives it
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command, with its help in the language of the reader."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        commands: tuple[click.Command, ...] = import_module(f".{module}", __package__).COMMANDS
        return translated(next(command for command in commands if command.name == cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click gives it
        """Write the commands by section, and examples."""
        for section, commands in SECTIONS.items():
            with formatter.section(gettext(section)):
                formatter.write_dl([(n, _summary(help_)) for n, (_, help_) in commands.items()])
        write_examples(formatter, EXAMPLES["svctrade"])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so, and the options of the program."""
        from click.shell_completion import CompletionItem

        return [
            *(
                CompletionItem(name, help=_summary(help_))
                for name, help_ in HELP.items()
                if name.startswith(incomplete)
            ),
            *click.Command.shell_complete(self, ctx, incomplete),
        ]


def _summary(help_: str) -> str:
    return gettext(help_).partition("\n\n")[0]


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes a function the command with that name."""
    return click.command(name, cls=Command, help=HELP[name])


# By section: each command, its module, and its help. The first paragraph is its summary.
SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Measures": {
        "list": ("queries", "List the measures that the filters keep."),
        "show": ("queries", "Show measures by their numbers, with every field."),
        "explain": (
            "queries",
            (
                "Explain why each measure matches, and quote the document.\n\nA measure that is"
                " given by its number beside other filters, and does not match them, is explained"
                " too: by the first filter that excludes it, and the words that decide."
            ),
        ),
        "search": (
            "queries",
            (
                "Find measures by words.\n\nThe words are looked for in the texts, the statements"
                " of responsibility and the English translation, and among the names of regions,"
                " bodies, tasks, frameworks, services and topics. The result says which filter"
                " finds how many measures."
            ),
        ),
        "count": ("queries", "Count the measures that the filters keep, by a key."),
        "crosstab": (
            "queries",
            "Count measures by two keys at once.\n\nROWS and COLUMNS are keys as of count.",
        ),
        "cite": (
            "queries",
            "Cite the document, or measures by their numbers.",
        ),
    },
    "Files": {
        "export": ("files", "Write the measures that the filters keep to a file."),
        "memo": (
            "files",
            (
                "Write a memo on a query.\n\nIt is Markdown, or a Word document with -o memo.docx:"
                " the query in words, the state of the pilot, the measures, the printed words that"
                " each rests on, and how to cite them."
            ),
        ),
        "explore": (
            "files",
            (
                "Write one searchable HTML page, and open it.\n\nWithout a PATH the page is"
                " written to a new temporary folder."
            ),
        ),
    },
    "Your own plans": {
        "read": (
            "reading",
            (
                "Read a plan, and say what to check.\n\nFILE is a document (.txt, .md, .html,"
                " .docx, .pdf) or a table (.xlsx, .csv)."
            ),
        ),
        "check": (
            "editions",
            (
                "Report what cannot be read in a file.\n\nFILE is a document, a table or a saved"
                " edition."
            ),
        ),
        "review": (
            "reading",
            (
                "List what a person should look at in a plan.\n\nFILE is a document, a table or a"
                " saved edition."
            ),
        ),
        "align": ("editions", "Say what a local PLAN takes over from its parent."),
        "compare": ("editions", "Compare two editions, each an id or a file."),
        "collect": (
            "reading",
            (
                "Read every plan of a FOLDER, and write one dataset.\n\nWhat did not change since"
                " the last time is not written again. The exit code is 1 if a file could not be"
                " read."
            ),
        ),
        "translate-template": (
            "editions",
            (
                "Print a file for the English translation of an edition, to fill in.\n\nEDITION"
                " is an id, or a file. What is null has no English yet."
            ),
        ),
    },
    "What you can query": {
        "tasks": ("listings", "List the tasks."),
        "bodies": ("listings", "List the bodies that the edition names."),
        "regions": ("listings", "List the pilot regions."),
        "topics": ("listings", "List the topics (ours)."),
        "services": ("listings", "List the service items (ours)."),
        "modes": ("listings", "List the modes of supply (ours)."),
        "frameworks": ("listings", "List the frameworks that the notes name."),
        "events": ("listings", "List the acts and events about the pilot."),
        "editions": ("listings", "List the bundled editions."),
    },
    "Data": {
        "verify": ("editions", "Check the bundled data against the document."),
    },
}
HELP = {name: help_ for commands in SECTIONS.values() for name, (_, help_) in commands.items()}
_MODULES = {
    name: module for commands in SECTIONS.values() for name, (module, _) in commands.items()
}

# What follows ``svctrade``.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "svctrade": (
        "list --region Xiamen --led-by NIA",
        "explain 62 --region Xiamen",
        "search visa",
        "export xiamen.xlsx --region Xiamen",
    ),
    "list": (
        "list --region Xiamen --not-region Dalian",
        "list --region Xiamen --exactly possible",
        "list --led-by MOFCOM --about data --any",
        "list 59-62 --columns number,text,lead --format csv",
    ),
    "show": ("show 59", "show 59-61 --lang zh"),
    "explain": ("explain --region Xiamen --led-by NIA", "explain 62 --region Xiamen"),
    "search": ("search visa", "search data Shenzhen"),
    "count": ("count --by lead --region Xiamen", "count --by certainty --region Xiamen"),
    "crosstab": ("crosstab task role", "crosstab lead task -o leads.xlsx"),
    "cite": ("cite 59", "cite 59 --style bibtex", "cite --style csl"),
    "export": ("export xiamen.xlsx --region Xiamen", "export - --format jsonl --table coverage"),
    "memo": ("memo --region Xiamen --led-by NIA -o memo.docx",),
    "explore": ("explore", "explore page.html --region Xiamen --no-open"),
    "read": ("read plan.pdf -o plan.json --review review.xlsx",),
    "check": ("check plan.txt", "check plan.csv --keep-columns"),
    "review": ("review plan.docx", "review plan.json -o review.xlsx"),
    "align": ("align plan.json --region Xiamen -o plan.xlsx",),
    "compare": ("compare 2020 plan.json --format markdown",),
    "collect": ("collect plans -o dataset",),
    "bodies": ("bodies --sort measures --reverse", "bodies --region Xiamen"),
    "regions": ("regions --group 长三角",),
}
