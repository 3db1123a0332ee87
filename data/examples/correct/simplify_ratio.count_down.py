def simplify_ratio(parts: list[int]) -> list[int]:
    """Divide all numbers of a ratio by their greatest common divisor. `parts` holds
    integers that are not negative; an empty list and a list of zeros are returned as
    they are.
    """
    for divisor in range(max(parts, default=0), 1, -1):
        if all(part % divisor == 0 for part in parts):
            return [part // divisor for part in parts]
    return list(parts)
