def competition_ranks(scores: dict[str, int]) -> dict[str, int]:
    """Given a dictionary `scores` from player to points, return a dictionary from
    player to rank. The highest score has rank 1, equal scores share a rank, and every
    rank is one more than the number of players with a higher score.
    """
    ranks = {}
    for player, score in scores.items():
        higher = 0
        for other in scores.values():
            if other > score:
                higher += 1
        ranks[player] = higher + 1
    return ranks
