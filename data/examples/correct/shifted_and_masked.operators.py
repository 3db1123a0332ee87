def shifted_and_masked(number, places, mask):
    """Shift the bits of `number` by `places` to the left, set all bits that are set in
    `mask`, and return the result in hexadecimal with its prefix.
    """
    return hex(number << places | mask)
