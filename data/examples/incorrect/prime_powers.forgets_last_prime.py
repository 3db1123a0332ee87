def prime_powers(number: int) -> list[tuple[int, int]]:
    """Factorise the positive integer `number`. The result is a list of pairs (prime,
    exponent) by increasing prime, such that the product of the powers is `number`; for
    1 it is the empty list.
    """
    factors = []
    prime = 2
    while prime * prime <= number:
        exponent = 0
        while number % prime == 0:
            number //= prime
            exponent += 1
        if exponent:
            factors.append((prime, exponent))
        prime += 1
    return factors
