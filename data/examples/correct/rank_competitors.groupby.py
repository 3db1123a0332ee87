from itertools import groupby


def rank_competitors(results: list[tuple[str, int]]) -> list[tuple[int, str]]:
    """Rank the competitors in `results`, a list of (name, points) tuples, and return a
    list of (rank, name) tuples ordered by rank and within a rank by name. Most
    points come first; competitors with equal points share a rank, and each rank is
    one more than the number of competitors with more points.
    """
    ordered = sorted((-points, name) for name, points in results)
    ranking = []
    rank = 1
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        names = [name for _, name in group]
        ranking.extend((rank, name) for name in names)
        rank += len(names)
    return ranking
