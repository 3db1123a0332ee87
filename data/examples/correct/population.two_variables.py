def population(year):
    """A population is 2 in year 0 and 3 in year 1. In every later year it is twice the
    population of the year before plus the population of two years before. Return the
    population in the given `year`.
    """
    before, now = 2, 3
    for _ in range(year):
        before, now = now, 2 * now + before
    return before
