"""What can be read off a graph of names: which arrows close a loop, what lies ahead, the longest way. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

#: For each name where its arrows lead, in the order in which they were drawn.
Graph = Mapping[str, Sequence[str]]
Arrow = tuple[str, str]


def closing(graph: Graph) -> frozenset[Arrow]:
    """The arrows that close a loop: walked from the first name on, they lead to one that is on the way there."""
    found: set[Arrow] = set()
    passed: set[str] = set()
    for start in graph:
        if start not in passed:
            found.update(_closing(graph, start, passed))
    return frozenset(found)


def going_back(graph: Graph) -> frozenset[Arrow]:
    """The arrows with which a part begins to be done again; without them there is no loop.

    Where a loop is closed by a detour, from which no other way leads on, it is the arrow into the detour: whoever is
    there is on the way to what comes again.
    """
    back = closing(graph)
    while True:
        stuck = frozenset(graph) - _leading_out(graph, back)
        out = {(name, each) for name in stuck for each in graph[name] if each not in stuck}
        if not out:
            return back
        into = {(name, each) for name in graph if name not in stuck for each in graph[name] if each in stuck}
        back = (back - out) | into


def without(graph: Graph, arrows: frozenset[Arrow]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(each for each in ahead if (name, each) not in arrows) for name, ahead in graph.items()}


def _leading_out(graph: Graph, back: frozenset[Arrow]) -> frozenset[str]:
    """The names from which a way leads to an end without going back."""
    ways = turned(without(graph, back))
    return frozenset().union(*(reached(ways, name) for name, ahead in graph.items() if not ahead))


def _closing(graph: Graph, start: str, passed: set[str]) -> Iterator[Arrow]:
    passed.add(start)
    way: dict[str, Iterator[str]] = {start: iter(graph[start])}
    while way:
        here = next(reversed(way))
        following = next(way[here], None)
        if following is None:
            del way[here]
        elif following in way:
            yield here, following
        elif following not in passed:
            passed.add(following)
            way[following] = iter(graph[following])


def from_the_end(acyclic: Graph) -> tuple[str, ...]:
    """Every name after all that its arrows lead to. Raises CycleError."""
    return tuple(TopologicalSorter(acyclic).static_order())


def all_ahead(acyclic: Graph) -> dict[str, frozenset[str]]:
    """For each name everything that its arrows lead to in the end."""
    ahead: dict[str, frozenset[str]] = {}
    for name in from_the_end(acyclic):
        ahead[name] = frozenset(acyclic[name]).union(*(ahead[each] for each in acyclic[name]))
    return ahead


def depths(acyclic: Graph) -> dict[str, int]:
    """For each name how many stand before it on the longest way that leads to it."""
    sums: dict[str, int] = {}
    for name in reversed(from_the_end(acyclic)):
        sums.setdefault(name, 0)
        for each in acyclic[name]:
            sums[each] = max(sums.get(each, 0), sums[name] + 1)
    return sums


def longest(acyclic: Graph, weights: Mapping[str, int]) -> dict[str, int]:
    """For each name the greatest sum of weights on a way from it to an end, its own among them."""
    sums: dict[str, int] = {}
    for name in from_the_end(acyclic):
        sums[name] = weights[name] + max((sums[each] for each in acyclic[name]), default=0)
    return sums


def reached(graph: Graph, start: str, *, leaving_out: str = "") -> frozenset[str]:
    """Where the arrows lead from here in the end, itself among it; `leaving_out` is as if it were not there."""
    seen = {start} - {leaving_out}
    waiting = list(seen)
    while waiting:
        new = set(graph[waiting.pop()]) - seen - {leaving_out}
        seen |= new
        waiting += new
    return frozenset(seen)


def turned(graph: Graph) -> dict[str, tuple[str, ...]]:
    """The same with every arrow the other way round."""
    return {name: tuple(each for each, ahead in graph.items() if name in ahead) for name in graph}
