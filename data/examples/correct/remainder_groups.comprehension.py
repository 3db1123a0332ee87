def remainder_groups(numbers, divisor):
    """Group the `numbers` by their remainder when divided by `divisor`. Return a
    dictionary from remainder to the list of numbers in their original order.
    """
    remainders = dict.fromkeys(n % divisor for n in numbers)
    return {r: [n for n in numbers if n % divisor == r] for r in remainders}
