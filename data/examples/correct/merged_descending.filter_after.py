def merged_descending(left, right, least):
    """Merge two lists of numbers into one in descending order, without the numbers
    smaller than `least`.
    """
    merged = [*left, *right]
    merged.sort()
    return [number for number in merged[::-1] if not number < least]
