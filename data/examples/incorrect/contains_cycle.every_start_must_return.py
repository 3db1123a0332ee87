def contains_cycle(graph):
    """Check whether the directed `graph`, a dictionary from each node to the list of
    its successors, contains a cycle. An edge from a node to itself is a cycle, and
    nodes that appear only as successors have no edges of their own.
    """

    def returns(node, path):
        if node in path:
            return True
        return any(returns(after, path + [node]) for after in graph.get(node, []))

    return all(returns(node, []) for node in graph)
