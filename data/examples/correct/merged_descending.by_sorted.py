def merged_descending(left, right, least):
    """Merge two lists of numbers into one in descending order, without the numbers
    smaller than `least`.
    """
    return sorted((n for n in left + right if n >= least), reverse=True)
