def top_three_total(scores):
    """Return the total of the three largest numbers of `scores` minus the smallest
    number. With fewer than three scores, all of them count; an empty list gives 0.
    """
    if not scores:
        return 0
    return sum(scores[:3]) - min(scores)
