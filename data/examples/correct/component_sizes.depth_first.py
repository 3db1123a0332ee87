def component_sizes(count: int, edges: list[tuple[int, int]]) -> list[int]:
    """Given an undirected graph with the nodes 0 to `count` - 1 and a list `edges` of
    node pairs, return the sizes of its connected components, largest first. Nodes
    without edges are components of size 1, and a graph without nodes gives an empty
    list.
    """
    neighbors = [[] for _ in range(count)]
    for left, right in edges:
        neighbors[left].append(right)
        neighbors[right].append(left)
    seen = set()

    def explore(node: int) -> int:
        if node in seen:
            return 0
        seen.add(node)
        return 1 + sum(explore(neighbor) for neighbor in neighbors[node])

    sizes = [explore(node) for node in range(count) if node not in seen]
    return sorted(sizes, reverse=True)
