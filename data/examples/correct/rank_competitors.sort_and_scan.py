def rank_competitors(results: list[tuple[str, int]]) -> list[tuple[int, str]]:
    """Rank the competitors in `results`, a list of (name, points) tuples, and return a
    list of (rank, name) tuples ordered by rank and within a rank by name. Most
    points come first; competitors with equal points share a rank, and each rank is
    one more than the number of competitors with more points.
    """
    ordered = sorted(results, key=lambda result: (-result[1], result[0]))
    ranking = []
    previous = None
    for position, (name, points) in enumerate(ordered, start=1):
        if points != previous:
            rank = position
            previous = points
        ranking.append((rank, name))
    return ranking
