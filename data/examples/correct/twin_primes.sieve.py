def twin_primes(limit):
    """List all pairs (p, p + 2) in which both numbers are prime and neither is greater
    than `limit`, in increasing order. There may be none.
    """
    composite = set()
    for number in range(2, limit):
        for factor in range(2, limit // number + 1):
            composite.add(number * factor)
    primes = set(range(2, limit + 1)) - composite
    return sorted((p, p + 2) for p in primes if p + 2 in primes)
