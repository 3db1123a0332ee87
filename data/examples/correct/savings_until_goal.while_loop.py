def savings_until_goal(start, goal):
    """Somebody saves `start` (a positive number) in the first week and 3 more in every
    later week than in the week before. In how many weeks do the savings reach at least
    `goal`?
    """
    weeks, saved, amount = 0, 0, start
    while saved < goal:
        saved += amount
        amount += 3
        weeks += 1
    return weeks
