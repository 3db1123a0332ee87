def padded_numbers(n):
    """Write the integers from 1 to `n` as text, padded with zeros at the left to the
    width of the largest one, and join them with spaces. Only every second number is
    written: 1, 3, 5 and so on.
    """
    return " ".join(str(i).zfill(len(str(n))) for i in range(1, n + 1, 2))
