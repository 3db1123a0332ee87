"""Graphs: searches that work off a queue, a heap or a stack.

A graph is a dictionary from each node to the list of its successors, or a list of edges. Methods as
in Cormen, Leiserson, Rivest and Stein, "Introduction to Algorithms", part VI.
"""

import heapq

from codegarden.synthesis.shelf.letters import K, N


def neighbours(edges: list[tuple[K, K]]) -> dict[K, list[K]]:
    """Return the adjacency lists of an undirected graph from its edges or connections."""
    graph = {}
    for a, b in edges:
        graph.setdefault(a, []).append(b)
        graph.setdefault(b, []).append(a)
    return graph


def successors(edges: list[tuple[K, K]]) -> dict[K, list[K]]:
    """Return the adjacency lists of a directed graph from its edges or links."""
    graph = {}
    for a, b in edges:
        graph.setdefault(a, []).append(b)
        graph.setdefault(b, [])
    return graph


def hop_counts(graph: dict[K, list[K]], start: K) -> dict[K, int]:
    """Return the smallest number of edges or hops from a start to each node, breadth first."""
    counts = {start: 0}
    queue = [start]
    for node in queue:
        for other in graph.get(node, []):
            if other not in counts:
                counts[other] = counts[node] + 1
                queue.append(other)
    return counts


def shortest_path(graph: dict[K, list[K]], start: K, goal: K) -> list[K]:
    """Return a shortest path or way of nodes through a graph from a start to a goal."""
    paths = {start: [start]}
    queue = [start]
    for node in queue:
        for other in graph.get(node, []):
            if other not in paths:
                paths[other] = [*paths[node], other]
                queue.append(other)
    return paths[goal]


def directed_route_costs(edges: list[tuple[K, K, N]], start: K) -> dict[K, N]:
    """Return the lowest cost of a route over directed weighted edges to each node: Dijkstra."""
    costs = {}
    heap = [(0, start)]
    while heap:
        cost, node = heapq.heappop(heap)
        if node not in costs:
            costs[node] = cost
            for a, b, step in edges:
                if node == a:
                    heapq.heappush(heap, (cost + step, b))
    return costs


def route_costs(edges: list[tuple[K, K, N]], start: K) -> dict[K, N]:
    """Return the lowest cost of a route over undirected weighted edges or roads to each node.

    The algorithm of Dijkstra.
    """
    return directed_route_costs([*edges, *((b, a, step) for a, b, step in edges)], start)


def topological_order(graph: dict[K, list[K]]) -> list[K]:
    """Return an order of tasks in which each comes after what it needs, its dependencies.

    Kahn's algorithm with a heap: the smallest that is ready comes first. A cycle is a ``KeyError``.
    """
    needs = {other: set() for others in graph.values() for other in others}
    needs.update((node, set(others)) for node, others in graph.items())
    order = []
    heap = [node for node in needs if not needs[node]]
    heapq.heapify(heap)
    while heap:
        done = heapq.heappop(heap)
        order.append(done)
        for node in needs:
            if done in needs[node]:
                needs[node].remove(done)
                if not needs[node]:
                    heapq.heappush(heap, node)
    if len(order) < len(needs):
        raise KeyError("cycle")
    return order


def has_cycle(graph: dict[K, list[K]]) -> bool:
    """Return whether a directed graph contains a cycle or loop, by search depth first."""
    state = {}

    def visit(node):
        if node not in state:
            state[node] = "open"
            found = any(visit(other) for other in graph.get(node, []))
            state[node] = "closed"
            return found
        return state[node] == "open"

    return any(visit(node) for node in graph)


def components(count: int, edges: list[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components of an undirected graph of numbered nodes."""
    groups = [[node] for node in range(count)]
    for a, b in edges:
        one = next(group for group in groups if a in group)
        other = next(group for group in groups if b in group)
        if one is not other:
            one.extend(other)
            groups.remove(other)
    return groups


def merged_sets(groups: list[list[K]]) -> list[list[K]]:
    """Merge the groups, sets or lists that share or have an element in common, over others too.

    Disjoint sets; each is sorted.
    """
    merged = []
    for group in groups:
        own = set(group)
        for other in [each for each in merged if each & own]:
            own |= other
            merged.remove(other)
        if own:
            merged.append(own)
    return sorted(sorted(group) for group in merged)


def islands(grid: list[list[int]]) -> int:
    """Count the islands or regions of neighbouring ones in a grid, by flood fill."""
    land = {(i, j) for i, row in enumerate(grid) for j, cell in enumerate(row) if cell}
    count = 0
    while land:
        count += 1
        stack = [land.pop()]
        while stack:
            i, j = stack.pop()
            for cell in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if cell in land:
                    land.remove(cell)
                    stack.append(cell)
    return count
