def trips_needed(weights: list[int], capacity: int) -> int:
    count = 1
    load = 0
    for weight in weights:
        if load + weight >= capacity:
            count += 1
            load = 0
        load += weight
    return count


def smallest_truck_capacity(weights: list[int], trips: int) -> int:
    """Return the smallest load limit with which a truck can move all parcels in at most
    `trips` trips, each trip taking the next parcels in the order of `weights`. The
    weights are positive integers and `trips` is at least 1; without parcels the
    limit is 0.
    """
    low, high = max(weights, default=0), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if trips_needed(weights, middle) <= trips:
            high = middle
        else:
            low = middle + 1
    return low
