def weighted_sequence(n):
    """The numbers w(n) are defined by w(0) = 1, w(1) = 2, w(2) = 4 and w(n) = w(n - 1)
    + 3 * w(n - 3) for larger n. Compute w(n) for a given `n`.
    """
    values = [1, 2, 4]
    for i in range(3, n + 1):
        values.append(values[-1] + 3 * values[i - 2])
    return values[n]
