import math


def simplify_ratio(parts: list[int]) -> list[int]:
    """Divide all numbers of a ratio by their greatest common divisor. `parts` holds
    integers that are not negative; an empty list and a list of zeros are returned as
    they are.
    """
    divisor = math.gcd(*parts[:2])
    if divisor == 0:
        return list(parts)
    return [part // divisor for part in parts]
