def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, number))


def twin_primes(limit):
    """List all pairs (p, p + 2) in which both numbers are prime and neither is greater
    than `limit`, in increasing order. There may be none.
    """
    candidates = range(limit + 1)
    return [(p, p + 2) for p in candidates if is_prime(p) and is_prime(p + 2)]
