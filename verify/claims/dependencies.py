"""What rests on what: cycles among the edges of claims."""

from __future__ import annotations

from collections.abc import Mapping


def find_cycle(graph: Mapping[str, list[str]]) -> list[str]:
    """A closed path of ``graph``, its first node repeated at the end; empty if there is none.

    >>> find_cycle({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['b', 'c', 'b']
    """
    done: set[str] = set()
    for root in graph:
        path: dict[str, None] = {}  # in the order in which it was gone
        waiting = [iter([root])]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                if path:
                    done.add(path.popitem()[0])
            elif node in path:
                gone = list(path)
                return [*gone[gone.index(node) :], node]
            elif node not in done:
                path[node] = None
                waiting.append(iter(graph[node]))
    return []
