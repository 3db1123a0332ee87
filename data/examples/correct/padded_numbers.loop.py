def padded_numbers(n):
    """Write the integers from 1 to `n` as text, padded with zeros at the left to the
    width of the largest one, and join them with spaces. Only every second number is
    written: 1, 3, 5 and so on.
    """
    written = []
    for i in range(1, n + 1):
        if i % 2 == 1:
            written.append(str(i).rjust(len(str(n)), "0"))
    return " ".join(written)
