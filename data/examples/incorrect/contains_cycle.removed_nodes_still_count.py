def contains_cycle(graph):
    """Check whether the directed `graph`, a dictionary from each node to the list of
    its successors, contains a cycle. An edge from a node to itself is a cycle, and
    nodes that appear only as successors have no edges of their own.
    """
    remaining = set(graph)
    while remaining:
        ends = [node for node in remaining if graph.keys().isdisjoint(graph[node])]
        if not ends:
            return True
        remaining.difference_update(ends)
    return False
