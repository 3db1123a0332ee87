def balance_points(values: list[int]) -> list[int]:
    """Return every index of `values`, in ascending order, at which the sum of the items
    before it equals the sum of the items after it. The item at the index itself
    counts on neither side, and a side without items sums to zero.
    """
    return [
        index
        for index in range(len(values))
        if sum(values[:index]) == sum(values[index:])
    ]
