def sums_of_parity_runs(numbers):
    """Cut `numbers` wherever an even number and an odd number are neighbours, and
    return the sums of the parts.
    """
    return [sum(n for n in numbers if n % 2 == 0), sum(n for n in numbers if n % 2)]
