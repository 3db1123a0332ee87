def flat_even_ranges(numbers):
    """For every number n in `numbers`, list the numbers from 1 to n; put all of them
    into one flat list and leave out the odd ones.
    """
    flat = []
    for n in numbers:
        flat.extend(range(2, n + 1, 2))
    return flat
