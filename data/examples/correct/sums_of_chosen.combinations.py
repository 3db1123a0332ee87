from itertools import combinations


def sums_of_chosen(numbers, count):
    """Return the distinct sums of `count` numbers chosen from `numbers`, in ascending
    order. Each position can be chosen once.
    """
    return sorted({sum(chosen) for chosen in combinations(numbers, count)})
