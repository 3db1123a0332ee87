def hops_between(graph, start, goal):
    """Return the smallest number of edges on a way from `start` to `goal` in the
    directed `graph`, a dictionary from each node to a list of the nodes it points to. A
    node without an entry points nowhere. The result is 0 if both are the same and -1 if
    there is no way.
    """
    seen = set()
    layer = {start}
    hops = 0
    while layer:
        if goal in layer:
            return hops
        seen |= layer
        layer = {after for node in layer for after in graph.get(node, [])} - seen
        hops += 1
    return -1
