from collections import Counter


def component_sizes(count: int, edges: list[tuple[int, int]]) -> list[int]:
    """Given an undirected graph with the nodes 0 to `count` - 1 and a list `edges` of
    node pairs, return the sizes of its connected components, largest first. Nodes
    without edges are components of size 1, and a graph without nodes gives an empty
    list.
    """
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    for left, right in edges:
        parent[root(left)] = root(right)
    sizes = Counter(parent[node] for node in range(count))
    return sorted(sizes.values(), reverse=True)
