from itertools import count


def savings_until_goal(start, goal):
    """Somebody saves `start` (a positive number) in the first week and 3 more in every
    later week than in the week before. In how many weeks do the savings reach at least
    `goal`?
    """
    return next(n for n in count() if start * n + 3 * n * (n - 1) // 2 >= goal)
