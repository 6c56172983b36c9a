"""Charts by Altair, and pictures of them by vl-convert in a font with Chinese characters."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast

from .._io import Target, write
from ..exceptions import escape_controls, import_optional
from .fonts import find_font

_STEP = 18  # pixels for a row or a column
_MOST_NUMBERED = 1000
_MOST_BODIES = 200
_LABEL_LIMIT, _COLUMN_LIMIT = 260, 150  # pixels
_COLOUR, _NOTHING = "#2f6f9f", "#f2f4f6"
_FORMATS = (".png", ".svg")


def draw_heatmap(
    title: str,
    down: str,
    labels: Sequence[str],
    columns: Mapping[str, Sequence[int]],
    note: str | None = None,
) -> Any:
    """Return a heat map: a row for each of *labels*, and the counts of each column.

    The *note* is below the title.

    Raises:
        MissingExtraError: Altair is not installed.
    """
    altair = _altair()
    cells = [
        {"row": label, "column": name, "count": counts[n]}
        for name, counts in columns.items()
        for n, label in enumerate(labels)
    ]
    axis = altair.Axis(labelAngle=-90, orient="top", labelLimit=_COLUMN_LIMIT)
    x = altair.X("column:N", sort=[*columns], title=None, axis=axis)
    y = altair.Y("row:N", sort=[*labels], title=down)
    most = max(count for counts in columns.values() for count in counts)
    base = altair.Chart(altair.InlineData(values=cells)).encode(x=x, y=y)
    colour = altair.condition(
        "datum.count > 0",
        altair.Color(
            "count:Q",
            title=None,
            scale=altair.Scale(scheme="blues", domain=[0, max(most, 1)]),
            # One shade needs no legend.
            legend=altair.Legend(values=sorted({1, (most + 1) // 2, most})) if most > 1 else None,
        ),
        altair.value(_NOTHING),
    )
    tips = [altair.Tooltip(f"{field}:{kind}") for field, kind in _FIELDS]
    chart = base.mark_rect(stroke="white", strokeWidth=0.5).encode(color=colour, tooltip=tips)
    if len(cells) <= _MOST_NUMBERED:
        pale = altair.value("white")
        ink = altair.condition(f"datum.count > {most / 2}", pale, altair.value("#333"))
        numbers = base.transform_filter("datum.count > 0").mark_text(fontSize=9)
        chart = altair.layer(chart, numbers.encode(text="count:Q", color=ink))
    size = {"width": {"step": _STEP}, "height": {"step": _STEP}}
    return _bare(chart.properties(title=_title(altair, title, note), **size))


def _altair() -> Any:
    return import_optional("altair", "charts")


def _title(altair: Any, title: str, note: str | None) -> Any:
    return altair.Title(title, subtitle=note, subtitleFontWeight="normal") if note else title


def _bare(chart: Any) -> Any:
    """Return a chart without lines that carry no information."""
    axis = {"labelLimit": _LABEL_LIMIT, "domain": False, "ticks": False, "grid": False}
    return chart.configure_axis(**axis).configure_view(stroke=None)


_FIELDS = (("row", "N"), ("column", "N"), ("count", "Q"))


def draw_bars(title: str, counts: Mapping[str, int], note: str | None = None) -> Any:
    """Return a bar for each count, in the given order; the *note* is below the title.

    Raises:
        MissingExtraError: Altair is not installed.
    """
    altair = _altair()
    rows = [{"label": label, "count": count} for label, count in counts.items()]
    base = altair.Chart(altair.InlineData(values=rows)).encode(
        x=altair.X("count:Q", title=None, axis=None),
        y=altair.Y("label:N", sort=[*counts], title=None),
        tooltip=[altair.Tooltip("label:N"), altair.Tooltip("count:Q")],
    )
    numbers = base.mark_text(align="left", dx=4).encode(text="count:Q")
    chart = altair.layer(base.mark_bar(color=_COLOUR), numbers)
    size = {"width": 420, "height": {"step": _STEP + 4}}
    return _bare(chart.properties(title=_title(altair, title, note), **size))


def draw_network(title: str, graph: Any) -> Any:
    """Return a drawing of a graph; bodies that share many measures are near, their lines thick.

    Raises:
        MissingExtraError: Altair or networkx is not installed.
        ValueError: there are too many bodies to read the drawing.
    """
    altair = _altair()
    if len(graph) > _MOST_BODIES:
        raise ValueError(
            f"a network of {len(graph)} bodies cannot be read; ask for fewer measures, so that "
            f"there are at most {_MOST_BODIES}"
        )
    import_optional("numpy", "graph")  # networkx needs it for a layout
    # The layout is the same each time.
    places = import_optional("networkx", "graph").spring_layout(
        graph, weight="weight", k=1.6, seed=1
    )
    nodes = [
        {"name": name, "x": float(x), "y": float(y), **graph.nodes[name]}
        for name, (x, y) in places.items()
    ]
    lines = [
        {
            "bodies": f"{one} – {other}",
            **dict(zip(("x", "y"), map(float, places[one]), strict=True)),
            **dict(zip(("x2", "y2"), map(float, places[other]), strict=True)),
            **attributes,
        }
        for one, other, attributes in graph.edges(data=True)
    ]
    hidden = {"axis": None, "scale": altair.Scale(zero=False, padding=30)}
    where = {"x": altair.X("x:Q", **hidden), "y": altair.Y("y:Q", **hidden)}
    edges = (
        altair.Chart(altair.InlineData(values=lines))
        .mark_rule(color="#888", opacity=0.5)
        .encode(
            **where,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=altair.StrokeWidth(
                "weight:Q",
                scale=altair.Scale(range=[0.4, 6]),
                legend=_steps(altair, [line["weight"] for line in lines]),
            ),
            tooltip=["bodies:N", "weight:Q", "same_role:Q"],
        )
    )
    base = altair.Chart(altair.InlineData(values=nodes)).encode(**where)
    circles = base.mark_circle(color=_COLOUR, opacity=0.9).encode(
        size=altair.Size(
            "measures:Q",
            scale=altair.Scale(range=[30, 900], zero=False),
            legend=_steps(altair, [node["measures"] for node in nodes]),
        ),
        tooltip=["name:N", "kind:N", "measures:Q", "led:Q"],
    )
    text = {"align": "left", "dx": 9, "dy": -8, "fontSize": 11}
    names = base.encode(text="name:N")
    # A white outline keeps lines off the names.
    halo = names.mark_text(**text, stroke="white", strokeWidth=3, opacity=0.8)
    chart = altair.layer(edges, circles, halo, names.mark_text(**text))
    side = 240 + 90 * math.sqrt(len(nodes))
    return _bare(chart.properties(title=title, width=side * 1.2, height=side))


def _steps(altair: Any, counts: Iterable[Any]) -> Any:
    """Return a legend of whole numbers, or none where all are equal."""
    known = sorted({*counts})
    if len(known) < 2:  # noqa: PLR2004  # one shade needs no legend
        return None
    return altair.Legend(values=sorted({known[0], known[len(known) // 2], known[-1]}), format="d")


def save_chart(
    chart: Any,
    path: Target,
    *,
    font: str | None = None,
    scale: float = 2,
    format: Literal["png", "svg"] | None = None,  # noqa: A002  # Altair names it so
) -> None:
    """Write a picture of an Altair chart.

    Args:
        chart: the chart.
        path: a path that ends in ``.png`` or ``.svg``, or a file opened in binary mode.
        font: the family of its text; by default an installed one with every character of the chart.
        scale: pixels of a PNG for each pixel of the chart.
        format: ``"png"`` or ``"svg"``, for an open file or a path that does not say it.

    Raises:
        MissingExtraError: vl-convert or fontTools is not installed.
        FontError: no font has the characters of the chart.
        ValueError: the format is neither given nor the end of *path*, or *scale* is not above 0.
        OSError: the file cannot be written.

    >>> import svctrade, os, tempfile
    >>> chart = svctrade.measures().crosstab("task", "role", lang="en").heatmap()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     svctrade.save_chart(chart, os.path.join(folder, "roles.svg"))
    ...     os.listdir(folder)
    ['roles.svg']
    """
    if not scale > 0:
        raise ValueError(f"scale is {scale!r}; expected a number above 0")
    named = Path(path).suffix.lower() if isinstance(path, str | os.PathLike) else ""
    suffix = f".{format}" if format else named
    if suffix not in _FORMATS:
        raise ValueError(f"a picture is a .png or an .svg, not {path!r}; or give format='png'")
    # A control character cannot be drawn; vl-convert fails on it.
    spec: dict[str, Any] = _drawable(chart.to_dict())
    converter = import_optional("vl_convert", "charts")
    found = find_font("".join(_texts(spec)), font)
    if found:
        converter.register_font_directory(str(found.path.parent))
        spec["config"] = {**spec.get("config", {}), "font": f"{found.family}, sans-serif"}
    version = ".".join(_altair().SCHEMA_VERSION.lstrip("v").split(".")[:2])
    if suffix == ".svg":
        write(path, converter.vegalite_to_svg(spec, vl_version=version).encode("utf-8"))
    else:
        picture = converter.vegalite_to_png(spec, vl_version=version, scale=scale)
        write(path, picture, text=False)


def _drawable(value: Any) -> Any:
    """Return a specification with the control characters of its texts made visible."""
    if isinstance(value, str):
        return escape_controls(value)
    if isinstance(value, dict):
        return {key: _drawable(part) for key, part in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_drawable(part) for part in cast("Sequence[Any]", value)]
    return value


def _texts(value: object) -> list[str]:
    """Return every text in a specification."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _texts([*cast("dict[str, Any]", value).values()])
    if isinstance(value, list):
        return [text for part in cast("list[object]", value) for text in _texts(part)]
    return []
