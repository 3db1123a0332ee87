def years_until_larger(small, large):
    """A town of `small` people grows by a tenth (rounded down) every year, a town of
    `large` people loses 5 people every year. After how many years does the first town
    have at least as many people as the second?
    """
    if small >= large:
        return 0
    return 1 + years_until_larger(small + small // 10, large - 5)
