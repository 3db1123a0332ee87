def collatz_longest(limit):
    """In a Collatz chain an even number is followed by its half and an odd number n by
    3n + 1, until 1 is reached. Among the starts from 1 to `limit`, a positive integer,
    find the one with the longest chain, the smallest such start in case of a tie.
    Return the pair of this start and the length of its chain, where the start and the
    final 1 count as well.
    """
    lengths = {1: 1}

    def length(number):
        if number not in lengths:
            following = number // 2 if number % 2 == 0 else 3 * number + 1
            lengths[number] = 1 + length(following)
        return lengths[number]

    best = max(range(1, limit + 1), key=length)
    return best, length(limit)
