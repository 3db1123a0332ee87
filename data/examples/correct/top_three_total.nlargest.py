import heapq


def top_three_total(scores):
    """Return the total of the three largest numbers of `scores` minus the smallest
    number. With fewer than three scores, all of them count; an empty list gives 0.
    """
    return sum(heapq.nlargest(3, scores)) - min(scores, default=0)
