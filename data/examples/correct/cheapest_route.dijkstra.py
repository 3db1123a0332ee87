from collections import defaultdict
from heapq import heappop, heappush


def cheapest_route(roads, start, goal):
    """Find the lowest total cost of travelling from `start` to `goal`. The list `roads`
    holds (place, place, cost) tuples, the costs are not negative, and every road can be
    used in both directions. Return 0 if both places are the same and None if no route
    exists.
    """
    neighbors = defaultdict(list)
    for here, there, cost in roads:
        neighbors[here].append((there, cost))
        neighbors[there].append((here, cost))
    heap = [(0, start)]
    done = set()
    while heap:
        total, place = heappop(heap)
        if place == goal:
            return total
        if place not in done:
            done.add(place)
            for neighbor, cost in neighbors[place]:
                heappush(heap, (total + cost, neighbor))
    return None
