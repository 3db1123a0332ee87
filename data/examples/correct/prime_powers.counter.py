from collections import Counter


def smallest_factor(number: int) -> int:
    for divisor in range(2, number):
        if number % divisor == 0:
            return divisor
    return number


def prime_powers(number: int) -> list[tuple[int, int]]:
    """Factorise the positive integer `number`. The result is a list of pairs (prime,
    exponent) by increasing prime, such that the product of the powers is `number`; for
    1 it is the empty list.
    """
    exponents: Counter[int] = Counter()
    while number != 1:
        prime = smallest_factor(number)
        exponents[prime] += 1
        number //= prime
    return sorted(exponents.items())
