def years_until_larger(small, large):
    """A town of `small` people grows by a tenth (rounded down) every year, a town of
    `large` people loses 5 people every year. After how many years does the first town
    have at least as many people as the second?
    """
    years = 0
    while small <= large:
        small += small // 10
        large -= 5
        years += 1
    return years
