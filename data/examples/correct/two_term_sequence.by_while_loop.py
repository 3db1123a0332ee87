def two_term_sequence(a, b, n):
    """Return the first `n` numbers of the sequence that starts with `a` and `b`, and in
    which every later number is three times the number before minus the one before that.
    """
    numbers = []
    while len(numbers) < n:
        numbers.append(a)
        a, b = b, 3 * b - a
    return numbers
