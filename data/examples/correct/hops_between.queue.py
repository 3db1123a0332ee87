from collections import deque


def hops_between(graph, start, goal):
    """Return the smallest number of edges on a way from `start` to `goal` in the
    directed `graph`, a dictionary from each node to a list of the nodes it points to. A
    node without an entry points nowhere. The result is 0 if both are the same and -1 if
    there is no way.
    """
    hops = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for neighbor in graph.get(node, []):
            if neighbor not in hops:
                hops[neighbor] = hops[node] + 1
                queue.append(neighbor)
    return hops.get(goal, -1)
