from itertools import combinations


def shared_prefix_pairs(words, size):
    """Count the pairs of different positions in `words` whose words share their first
    `size` letters.
    """
    return sum(a[:size] == b[:size] for a, b in combinations(words, 2))
