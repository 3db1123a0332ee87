from itertools import groupby


def sums_of_parity_runs(numbers):
    """Cut `numbers` wherever an even number and an odd number are neighbours, and
    return the sums of the parts.
    """
    return [sum(part) for _, part in groupby(numbers, key=lambda n: n % 2)]
