def simplify_ratio(parts: list[int]) -> list[int]:
    """Divide all numbers of a ratio by their greatest common divisor. `parts` holds
    integers that are not negative; an empty list and a list of zeros are returned as
    they are.
    """
    common = 1
    for part in parts:
        while part:
            common, part = part, common % part
    return [part // common for part in parts] if common else parts[:]
