def collatz_longest(limit):
    """In a Collatz chain an even number is followed by its half and an odd number n by
    3n + 1, until 1 is reached. Among the starts from 1 to `limit`, a positive integer,
    find the one with the longest chain, the smallest such start in case of a tie.
    Return the pair of this start and the length of its chain, where the start and the
    final 1 count as well.
    """
    best_start, best_length = 1, 1
    for start in range(2, limit + 1):
        number, length = start, 1
        while number != 1:
            if number % 2 == 0:
                number //= 2
            else:
                number = 3 * number + 1
            length += 1
        if length > best_length:
            best_start, best_length = start, length
    return best_start, best_length
