def balance_points(values: list[int]) -> list[int]:
    """Return every index of `values`, in ascending order, at which the sum of the items
    before it equals the sum of the items after it. The item at the index itself
    counts on neither side, and a side without items sums to zero.
    """
    result = []
    before = 0
    after = sum(values)
    for index, value in enumerate(values):
        after -= value
        before += value
        if before == after:
            result.append(index)
    return result
