from itertools import pairwise


def longest_zigzag(numbers: list[int]) -> int:
    """Find the length of the longest subsequence of `numbers` that goes strictly up and
    strictly down in turns, starting with either direction. One number alone is such a
    subsequence, equal neighbours are not, and an empty list gives 0.
    """
    if not numbers:
        return 0
    up = down = 1
    for previous, number in pairwise(numbers):
        if number > previous:
            up = down + 1
        elif number < previous:
            down += 1
    return max(up, down)
