def flat_even_ranges(numbers):
    """For every number n in `numbers`, list the numbers from 1 to n; put all of them
    into one flat list and leave out the odd ones.
    """
    return [i for n in numbers for i in range(1, n + 1) if i % 2 == 1]
