def cheapest_route(roads, start, goal):
    """Find the lowest total cost of travelling from `start` to `goal`. The list `roads`
    holds (place, place, cost) tuples, the costs are not negative, and every road can be
    used in both directions. Return 0 if both places are the same and None if no route
    exists.
    """
    both_ways = roads + [(there, here, cost) for here, there, cost in roads]
    best = {start: 0}
    changed = True
    while changed:
        changed = False
        for here, there, cost in both_ways:
            if here in best:
                total = best[here] + cost
                if there not in best or total < best[there]:
                    best[there] = total
                    changed = True
    return best.get(goal)
