from itertools import combinations_with_replacement


def sums_of_chosen(numbers, count):
    """Return the distinct sums of `count` numbers chosen from `numbers`, in ascending
    order. Each position can be chosen once.
    """
    return sorted({sum(chosen) for chosen in combinations_with_replacement(numbers, count)})
