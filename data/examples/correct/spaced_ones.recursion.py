def spaced_ones(length, ones):
    """Return all strings of `length` characters, each zero or one, that contain exactly
    `ones` ones, no two of them side by side. The strings are in ascending order; for
    length 0 the only candidate is the empty string.
    """
    if not length:
        return [""] if ones == 0 else []
    with_zero = ["0" + rest for rest in spaced_ones(length - 1, ones)]
    tails = spaced_ones(length - 1, ones - 1)
    with_one = ["1" + rest for rest in tails if not rest.startswith("1")]
    return with_zero + with_one
