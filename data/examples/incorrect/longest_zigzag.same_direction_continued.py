def longest_zigzag(numbers: list[int]) -> int:
    """Find the length of the longest subsequence of `numbers` that goes strictly up and
    strictly down in turns, starting with either direction. One number alone is such a
    subsequence, equal neighbours are not, and an empty list gives 0.
    """
    up = []
    down = []
    for i, number in enumerate(numbers):
        before_up = [down[j] for j in range(i) if numbers[j] < number]
        before_down = [down[j] for j in range(i) if numbers[j] > number]
        up.append(1 + max(before_up, default=0))
        down.append(1 + max(before_down, default=0))
    return max(up + down, default=0)
