def competition_ranks(scores: dict[str, int]) -> dict[str, int]:
    """Given a dictionary `scores` from player to points, return a dictionary from
    player to rank. The highest score has rank 1, equal scores share a rank, and every
    rank is one more than the number of players with a higher score.
    """
    order = sorted(scores, key=scores.get, reverse=True)
    ranks: dict[str, int] = {}
    for index, player in enumerate(order):
        if index > 0 and scores[player] == scores[order[index - 1]]:
            ranks[player] = index
        else:
            ranks[player] = index + 1
    return ranks
