def excess_of_ones(n):
    """How many more ones than zeros does the binary form of the positive integer `n`
    have? The result is negative if there are more zeros.
    """
    digits = bin(n)
    return digits.count("1") - digits.count("0")
