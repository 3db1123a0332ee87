def digits_in_base_two(numbers):
    """How many binary digits do the positive `numbers` have altogether, and how many of
    these are ones? Return both as a tuple.
    """
    return sum(n.bit_length() for n in numbers), sum(n.bit_count() for n in numbers)
