def sums_of_parity_runs(numbers):
    """Cut `numbers` wherever an even number and an odd number are neighbours, and
    return the sums of the parts.
    """
    sums = []
    for i, n in enumerate(numbers):
        if i > 0 and n % 2 == numbers[i - 1] % 2:
            sums[-1] += n
        else:
            sums.append(n)
    return sums
