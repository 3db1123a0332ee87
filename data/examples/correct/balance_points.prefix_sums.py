from itertools import accumulate


def balance_points(values: list[int]) -> list[int]:
    """Return every index of `values`, in ascending order, at which the sum of the items
    before it equals the sum of the items after it. The item at the index itself
    counts on neither side, and a side without items sums to zero.
    """
    prefix = [0, *accumulate(values)]
    total = prefix[-1]
    return [
        index
        for index in range(len(values))
        if prefix[index] == total - prefix[index + 1]
    ]
