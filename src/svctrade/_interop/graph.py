"""The bodies that share measures, as a graph of networkx."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from .._actors import Body
from .._extras import need
from .._model import Measure
from .._vocabulary import Role


def graph_of(measures: Iterable[Measure]) -> Any:
    """Return a `networkx.Graph` of the bodies that *measures* name.

    Raises:
        MissingExtraError: networkx is not installed.
    """
    graph = need("networkx", "graph").Graph()
    for measure in measures:
        roles: dict[Body, set[Role]] = {}
        for assignment in measure.assignments:
            for body in assignment.bodies:
                roles.setdefault(body, set()).update(assignment.roles)
        for body in roles:
            if body.name not in graph:
                graph.add_node(body.name, id=body.id, kind=body.kind or "", measures=0, led=0)
            graph.nodes[body.name]["measures"] += 1
            graph.nodes[body.name]["led"] += measure.lead is not None and measure.lead.body == body
        for one, other in combinations(roles, 2):
            if not graph.has_edge(one.name, other.name):
                graph.add_edge(one.name, other.name, weight=0, same_role=0)
            edge = graph.edges[one.name, other.name]
            edge["weight"] += 1
            edge["same_role"] += bool(roles[one] & roles[other])
    return graph
