"""Charts, the graph, and pictures in a font that has the characters."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import altair as alt
import attrs
import networkx as nx
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import FontError, Table, save_chart
from svctrade._export import fonts
from svctrade._export.graph import build_graph

from ..fonts import FAMILY, build_font
from ..strategies import editions

ALL = svctrade.measures()


@pytest.fixture(autouse=True)
def clear_fonts() -> Any:
    """Forget the fonts of a test."""
    yield
    fonts._installed.cache_clear()


def values(chart: Any) -> list[dict[str, Any]]:
    """Return the data of a chart that has one set of it."""
    (found,) = chart.to_dict()["datasets"].values()
    rows: list[dict[str, Any]] = found
    return rows


@pytest.mark.parametrize(("down", "across"), [("task", "body"), ("region", "measure")])
def test_heatmap_has_every_cell(down: Any, across: Any) -> None:
    """Rows and columns are in their order, each cell with its count."""
    table = ALL.crosstab(down, across, lang="zh")
    chart = table.heatmap()
    assert isinstance(chart, (alt.Chart, alt.LayerChart))
    expected = [
        {"row": label, "column": name, "count": table[name][n]}
        for name in table.names[1:]
        for n, label in enumerate(table[table.names[0]])
    ]
    assert values(chart) == expected
    spec = chart.to_dict()
    encoding = spec.get("encoding") or spec["layer"][0]["encoding"]
    assert encoding["y"]["sort"] == [*table[table.names[0]]]
    assert encoding["x"]["sort"] == [*table.names[1:]]
    assert spec["title"]["text"] == table.name


def fields_of(chart: Any) -> list[dict[str, str]]:
    """Return the field of each channel, for each layer; each is one of the data."""
    spec = chart.to_dict()
    found: list[dict[str, str]] = []
    for layer in spec.get("layer", [spec]):
        rows = spec["datasets"][layer.get("data", spec.get("data"))["name"]]
        encoding = {name: c for name, c in layer["encoding"].items() if name != "tooltip"}
        shown = {name: c.get("condition", c).get("field") for name, c in encoding.items()}
        channels = {name: field for name, field in shown.items() if field is not None}
        tooltips = [tooltip["field"] for tooltip in layer["encoding"].get("tooltip", [])]
        assert {*channels.values(), *tooltips} <= {*rows[0]}
        found.append(channels)
    return found


def test_channels_of_charts_show_the_data() -> None:
    """Lines are as thick as bodies share measures, points as large as bodies have measures."""
    lines, points, *names = fields_of(ALL.network())
    assert lines == {"x": "x", "y": "y", "x2": "x2", "y2": "y2", "strokeWidth": "weight"}
    assert points == {"x": "x", "y": "y", "size": "measures"}
    assert names == [{"x": "x", "y": "y", "text": "name"}] * 2
    bars, labels = fields_of(ALL.bars("body"))
    assert bars == {"x": "count", "y": "label"}
    assert labels == {"x": "count", "y": "label", "text": "count"}
    cells, counts = fields_of(ALL.crosstab("task", "role").heatmap())
    assert cells == {"x": "column", "y": "row", "color": "count"}
    assert counts == {"x": "column", "y": "row", "text": "count"}


def test_bars_show_the_counts() -> None:
    """There is a bar for each group, most first."""
    expected = [{"label": str(b), "count": n} for b, n in ALL.count_by("body").items()]
    assert values(ALL.bars("body")) == expected
    assert ALL.bars("task", lang="en").to_dict()["title"] == "Measures by task"
    assert ALL.bars("task", lang="zh").to_dict()["title"] == "试点任务：举措数"
    with pytest.raises(ValueError, match="there is nothing to draw: the set is empty"):
        (ALL - ALL).bars("lead")


def test_charts_say_that_groups_overlap() -> None:
    """The title of bars and of a heat map has a note where a measure is in several groups."""
    note = "A measure may be in several groups, so that the counts add up to more."
    chinese = "同一举措可能属于多个分组，各组数目之和可大于总数。"
    bars = ALL.bars("lead", lang="zh").to_dict()["title"]
    assert (bars["text"], bars["subtitle"]) == ("牵头单位：举措数", chinese)
    table = ALL.crosstab("task", "body", lang="en")
    heat = table.heatmap().to_dict()["title"]
    assert (heat["text"], heat["subtitle"]) == ("task × body", note)
    assert table.note == note
    assert note in table._repr_html_()
    alone = ALL.numbered(59)
    assert alone.crosstab("task", "task", lang="en").heatmap().to_dict()["title"] == "task × task"


@given(editions(), st.sampled_from(("task", "lead", "region", "role")))
def test_crosstab_has_a_note_where_groups_overlap(edition: svctrade.Edition, key: Any) -> None:
    """So have bars; there is none where no measure is in two groups."""
    found = svctrade.measures(edition)
    groups = [measure for group in found.group_by(key).values() for measure in group]
    shared = len({*groups}) < len(groups)
    assert (found.crosstab(key, key).note is not None) == shared
    if groups:
        assert ("subtitle" in found.bars(key).to_dict()["title"]) == shared


@given(editions())
def test_graph_edges_count_shared_measures(edition: svctrade.Edition) -> None:
    """An edge counts the measures that name both, and those in which both have one role."""
    found = svctrade.measures(edition)
    graph = found.graph()
    assert {*graph} == {body.name for m in found for body in m.bodies()}
    for name, attributes in graph.nodes(data=True):
        assert attributes["measures"] == len(found.where(lambda m: name in map(str, m.bodies())))  # noqa: B023  # asked at once
        assert attributes["led"] == len(found.where(lambda m: m.lead and m.lead.body.name == name))  # noqa: B023  # likewise
    for one, other, attributes in graph.edges(data=True):
        sharing = [m for m in found if {one, other} <= {*map(str, m.bodies())}]
        alike = [
            m
            for m in sharing
            if any({one, other} <= {*map(str, m.bodies(role))} for role in svctrade.Role)
        ]
        assert (attributes["weight"], attributes["same_role"]) == (len(sharing), len(alike))
    pairs = {
        frozenset((a.name, b.name)) for m in found for a in m.bodies() for b in m.bodies() if a != b
    }
    assert {frozenset(edge) for edge in graph.edges} == pairs


def test_network_refuses_too_many_bodies() -> None:
    """A network of hundreds of names cannot be read."""
    lines = "".join(f"{n}. 甲。（市甲{n}局、市乙{n}局负责）\n" for n in range(1, 102))
    found = svctrade.measures(svctrade.read_document(f"措施\n{lines}"))
    with pytest.raises(ValueError, match="a network of 202 bodies cannot be read"):
        found.network()


def test_graph_keeps_bodies_of_one_name_apart() -> None:
    """Two bodies of one name are two nodes."""
    edition = svctrade.read_document("措施\n1. 甲。（市甲局、市乙局负责）\n")
    twin = attrs.evolve(edition.bodies[1], name="市甲局")
    (measure,) = edition.measures
    (assignment,) = measure.assignments
    parties = (assignment.parties[0], attrs.evolve(assignment.parties[1], body=twin))
    made = attrs.evolve(measure, assignments=(attrs.evolve(assignment, parties=parties),))
    graph = build_graph([made])
    assert [*graph] == ["市甲局", "市甲局 (2)"]
    assert [*graph.edges] == [("市甲局", "市甲局 (2)")]


def test_graph_can_be_saved_as_graphml(tmp_path: Path) -> None:
    """Its attributes are of types that the formats of graphs have."""
    nx.write_graphml(ALL.graph(), tmp_path / "g.graphml")
    assert nx.read_graphml(tmp_path / "g.graphml").number_of_nodes() == 42


def test_network_is_reproducible() -> None:
    """The network has a node for each body and a line for each pair that shares measures."""
    chart = ALL.network()
    assert chart.to_dict() == ALL.network().to_dict()
    ties, nodes = sorted(chart.to_dict()["datasets"].values(), key=len, reverse=True)
    graph = ALL.graph()
    assert len(ties) == graph.number_of_edges()
    assert {node["name"]: node["measures"] for node in nodes} == dict(graph.nodes("measures"))
    assert {tie["bodies"]: tie["weight"] for tie in ties} == {
        f"{one} – {other}": weight for one, other, weight in graph.edges(data="weight")
    }


def test_network_draws_bodies_near_that_share_many_measures() -> None:
    """Of three bodies, two that share many measures are nearer than the third."""
    lines = [f"{n}. 推进{n}。（市甲局、市乙局负责）" for n in range(1, 21)]
    lines += ["21. 推进。（市甲局、市丙局负责）", "22. 推进。（市乙局、市丙局负责）", ""]
    plan = svctrade.measures(svctrade.read_document("\n".join(["某市方案", *lines])))
    chart = plan.network().to_dict()
    nodes = min(chart["datasets"].values(), key=lambda rows: "name" not in rows[0])
    places = {node["name"]: complex(node["x"], node["y"]) for node in nodes}
    near, *others = (
        abs(places[f"市{one}局"] - places[f"市{other}局"])
        for one, other in ("甲乙", "甲丙", "乙丙")
    )
    assert near < 0.8 * min(others)


# -- pictures -------------------------------------------------------------------------------------

ROLES = ALL.crosstab("task", "role", lang="zh").heatmap()


@pytest.mark.usefixtures("installed")
def test_save_chart_uses_a_font_with_the_characters(tmp_path: Path) -> None:
    """PNG and SVG are drawn in the font that was found or given."""
    save_chart(ROLES, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    save_chart(ROLES, str(tmp_path / "a.SVG"), font=FAMILY.upper())
    svg = (tmp_path / "a.SVG").read_text(encoding="utf-8")
    assert "全面探索完善管理体制" in svg
    assert FAMILY in svg
    drawn = io.BytesIO()
    save_chart(ROLES, drawn, format="svg")
    assert b"<svg" in drawn.getvalue()
    with pytest.raises(ValueError, match="or give format='png'"):
        save_chart(ROLES, drawn)
    save_chart(ALL.network(), tmp_path / "n.png", scale=1)
    small, large = tmp_path / "n.png", tmp_path / "m.png"
    save_chart(ALL.network(), large, scale=2)
    assert small.stat().st_size < large.stat().st_size


@pytest.mark.usefixtures("installed")
def test_save_chart_writes_a_png(tmp_path: Path) -> None:
    """The file begins as each PNG does, and is larger on a larger scale."""
    chart = ALL.in_task(8).bars("lead", lang="zh")
    sizes: list[int] = []
    for scale in (1, 2):
        save_chart(chart, tmp_path / "a.png", scale=scale)
        content = (tmp_path / "a.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        sizes.append(int.from_bytes(content[16:20], "big"))
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)


@pytest.mark.usefixtures("installed")
def test_save_chart_keeps_the_configuration_of_the_chart(
    tmp_path: Path, installed: list[Path]
) -> None:
    """The font is added to what a chart is configured with."""
    assert installed
    chart = alt.Chart(alt.InlineData(values=[{"x": "厦门"}])).mark_text().encode(text="x:N")
    save_chart(chart.configure(background="#123456"), tmp_path / "a.svg")
    assert "#123456" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_find_font_prefers_known_families(tmp_path: Path, installed: list[Path]) -> None:
    """Of several fonts a well-known one is taken, if it has the characters."""
    installed.append(build_font(tmp_path / "wqy.ttf", "厦门", "WenQuanYi Micro Hei"))
    installed.append(tmp_path / "damaged.ttf")
    (tmp_path / "damaged.ttf").write_bytes(b"no font")
    installed.append(tmp_path / "damaged.ttc")
    (tmp_path / "damaged.ttc").write_bytes(b"no font")
    installed.append(tmp_path / "gone.ttf")
    installed.append(tmp_path / "cut.ttf")
    whole = (tmp_path / "wqy.ttf").read_bytes()
    (tmp_path / "cut.ttf").write_bytes(whole[: len(whole) // 2])
    installed.append(tmp_path / "bare.ttf")
    with TTFont(tmp_path / "wqy.ttf") as font:
        del font["name"]
        font.save(tmp_path / "bare.ttf")
    for text, family in (("厦门 Xiamen", "WenQuanYi Micro Hei"), ("海南", FAMILY)):
        assert (found := fonts.find_font(text))
        assert found.family == family


@pytest.mark.parametrize(
    ("font", "message"),
    [
        ("Tiny", "the font 'Tiny' has no 海南; leave font= out"),
        ("Nowhere", "no font is called 'Nowhere'; leave font= out"),
        (None, "no font is installed that has 厦门海南; install one"),
    ],
)
def test_save_chart_without_a_font_raises(
    font: str | None, message: str, tmp_path: Path, installed: list[Path]
) -> None:
    """Without a font that has the characters nothing is drawn; the error says which are missing."""
    installed[:] = [build_font(tmp_path / "tiny.ttf", "厦门", "Tiny")]
    chart = alt.Chart(alt.InlineData(values=[{"x": "厦门海南"}])).mark_text().encode(text="x:N")
    with pytest.raises(FontError) as caught:
        save_chart(chart, tmp_path / "a.png", font=font)
    assert message in str(caught.value)
    assert not (tmp_path / "a.png").exists()


def test_save_chart_in_english_needs_no_font(tmp_path: Path, installed: list[Path]) -> None:
    """Where no font is installed, a chart without Chinese is drawn all the same."""
    installed.clear()
    save_chart(ALL.crosstab("task", "role", lang="en").heatmap(), tmp_path / "a.svg")
    assert "policy support measures" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_save_chart_refuses_other_formats(tmp_path: Path) -> None:
    """Another ending is refused before anything is drawn."""
    with pytest.raises(ValueError, match=r"a picture is a \.png or an \.svg, not"):
        save_chart(ROLES, tmp_path / "a.pdf")


@pytest.mark.parametrize("scale", [0, -1])
def test_save_chart_refuses_a_scale_of_nothing(scale: int, tmp_path: Path) -> None:
    """A scale that leaves nothing is refused."""
    with pytest.raises(ValueError, match=f"scale is {scale}; expected a number above 0"):
        save_chart(ROLES, tmp_path / "a.png", scale=scale)


def test_legend_needs_two_values() -> None:
    """Where all counts are one there is no legend; else it has whole numbers."""
    one = ALL.numbered(59)
    legends = [one.network(), one.crosstab("task", "body").heatmap()]
    assert all('"legend": null' in chart.to_json() for chart in legends)
    assert '"format": "d"' in ALL.network().to_json()


def test_fonts_are_found_in_the_folders_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are no fonts are passed over."""
    build_font(tmp_path / "a.TTF", "厦门")
    (tmp_path / "b.txt").write_text("no font", encoding="ascii")
    monkeypatch.setenv("PLACE", str(tmp_path))
    monkeypatch.setattr(fonts, "_ELSEWHERE", ("%PLACE%", "$PLACE", "~/no/such/folder"))
    monkeypatch.setattr("sys.platform", "linux")
    assert [*fonts._files()] == [tmp_path / "a.TTF"]


def test_heatmap_of_an_empty_crosstab_raises() -> None:
    """An empty set has no groups, and nothing to draw."""
    table = (ALL - ALL).crosstab("task", "role")
    assert isinstance(table, Table)
    with pytest.raises(ValueError, match="there is nothing to draw"):
        table.heatmap()
