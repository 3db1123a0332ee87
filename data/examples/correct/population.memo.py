from functools import cache


@cache
def population(year):
    """A population is 2 in year 0 and 3 in year 1. In every later year it is twice the
    population of the year before plus the population of two years before. Return the
    population in the given `year`.
    """
    if year < 2:
        return 2 + year
    return 2 * population(year - 1) + population(year - 2)
