"""Graphs of the bodies that share measures, by networkx."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from .._model import Body, Language, Measure, Role
from ..exceptions import import_optional
from .columns import make_labels


def build_graph(measures: Iterable[Measure], lang: Language | None = None) -> Any:
    """Return a `networkx.Graph` of the bodies that *measures* name; *lang* is that of the names.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    graph = import_optional("networkx", "graph").Graph()
    found = [*measures]
    bodies = [*dict.fromkeys(body for measure in found for body in measure.bodies())]
    # Two bodies may have one name.
    names = dict(zip(bodies, make_labels(bodies, lang), strict=True))
    for body, name in names.items():
        graph.add_node(name, id=body.id, kind=body.kind or "", measures=0, led=0)
    for measure in found:
        roles: dict[Body, set[Role]] = {}
        for assignment in measure.assignments:
            for body in assignment.bodies:
                roles.setdefault(body, set()).update(assignment.roles)
        for body in roles:
            node = graph.nodes[names[body]]
            node["measures"] += 1
            node["led"] += measure.lead is not None and measure.lead.body == body
        for one, other in combinations(roles, 2):
            pair = names[one], names[other]
            if not graph.has_edge(*pair):
                graph.add_edge(*pair, weight=0, same_role=0)
            graph.edges[pair]["weight"] += 1
            graph.edges[pair]["same_role"] += bool(roles[one] & roles[other])
    return graph
