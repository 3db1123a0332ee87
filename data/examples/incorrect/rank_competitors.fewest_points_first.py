def rank_competitors(results: list[tuple[str, int]]) -> list[tuple[int, str]]:
    """Rank the competitors in `results`, a list of (name, points) tuples, and return a
    list of (rank, name) tuples ordered by rank and within a rank by name. Most
    points come first; competitors with equal points share a rank, and each rank is
    one more than the number of competitors with more points.
    """
    ranking = []
    for name, points in results:
        better = sum(1 for _, other_points in results if other_points < points)
        ranking.append((better + 1, name))
    return sorted(ranking)
