def sum_of_squares_not_by_three(limit):
    """Return the sum of all square numbers from 1 up to `limit` that are not divisible
    by 3.
    """
    total, root = 0, 1
    while root * root < limit:
        if root * root % 3 != 0:
            total += root * root
        root += 1
    return total
