def excess_of_ones(n):
    """How many more ones than zeros does the binary form of the positive integer `n`
    have? The result is negative if there are more zeros.
    """
    excess = 0
    while n > 0:
        excess += 1 if n % 2 == 1 else -1
        n //= 2
    return excess
