def digits_in_base_two(numbers):
    """How many binary digits do the positive `numbers` have altogether, and how many of
    these are ones? Return both as a tuple.
    """
    digits = "".join(bin(n)[2:] for n in numbers)
    return len(digits), digits.count("1")
