def remainder_groups(numbers, divisor):
    """Group the `numbers` by their remainder when divided by `divisor`. Return a
    dictionary from remainder to the list of numbers in their original order.
    """
    groups = {}
    for number in numbers:
        groups.setdefault(number // divisor, []).append(number)
    return groups
