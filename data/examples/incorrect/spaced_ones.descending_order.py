from itertools import combinations, pairwise


def spaced_ones(length, ones):
    """Return all strings of `length` characters, each zero or one, that contain exactly
    `ones` ones, no two of them side by side. The strings are in ascending order; for
    length 0 the only candidate is the empty string.
    """
    result = []
    for places in combinations(range(length), ones):
        if all(right - left > 1 for left, right in pairwise(places)):
            bits = ["1" if place in places else "0" for place in range(length)]
            result.append("".join(bits))
    return result
