def minutes_until_both_leave(a, b, start):
    """Two buses leave together now; one comes every `a` minutes, the other every `b`
    minutes. After how many minutes after `start` do they leave together again for the
    first time? They leave together at all multiples of the least common multiple of `a`
    and `b`.
    """
    minutes = 1
    while (start + minutes) % a != 0 or (start + minutes) % b != 0:
        minutes += 1
    return minutes
