def sort_and_count(items):
    if len(items) < 2:
        return items, 0
    middle = len(items) // 2
    left, left_count = sort_and_count(items[:middle])
    right, right_count = sort_and_count(items[middle:])
    merged = []
    count = left_count + right_count
    while left and right:
        if left[0] <= right[0]:
            merged.append(left.pop(0))
        else:
            merged.append(right.pop(0))
            count += len(left)
    return merged + left + right, count


def count_out_of_order_pairs(values):
    """Count the pairs of positions in `values` where the item at the earlier position
    is greater than the item at the later one. Equal items do not count, and an empty
    list has no such pairs.
    """
    return sort_and_count(values)[1]
