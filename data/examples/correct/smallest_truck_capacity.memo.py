from functools import cache


def smallest_truck_capacity(weights: list[int], trips: int) -> int:
    """Return the smallest load limit with which a truck can move all parcels in at most
    `trips` trips, each trip taking the next parcels in the order of `weights`. The
    weights are positive integers and `trips` is at least 1; without parcels the
    limit is 0.
    """

    @cache
    def heaviest_trip(start: int, trips_left: int) -> int:
        if trips_left == 1:
            return sum(weights[start:])
        return min(
            max(sum(weights[start:end]), heaviest_trip(end, trips_left - 1))
            for end in range(start, len(weights) + 1)
        )

    return heaviest_trip(0, trips)
