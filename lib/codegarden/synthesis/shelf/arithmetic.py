"""Primes, divisors, digits, bases and bits."""

import math


def is_prime(n: int) -> bool:
    """Return whether a number is prime."""
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def primes_up_to(n: int) -> list[int]:
    """Return the prime numbers up to n, by sieve, smaller or equal."""
    return [p for p in range(2, n + 1) if all(p % d for d in range(2, math.isqrt(p) + 1))]


def nth_prime(n: int) -> int:
    """Return the nth prime number."""
    found, candidate = 0, 1
    while found < n:
        candidate += 1
        found += all(candidate % d for d in range(2, math.isqrt(candidate) + 1))
    return candidate


def next_prime(n: int) -> int:
    """Return the next prime number greater than n."""
    n += 1
    while n < 2 or any(n % d == 0 for d in range(2, math.isqrt(n) + 1)):
        n += 1
    return n


def prime_factors(n: int) -> list[int]:
    """Return the prime factors of a number, prime factorization."""
    factors, d = [], 2
    while d * d <= n:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
    return [*factors, n] if n > 1 else factors


def divisors(n: int) -> list[int]:
    """Return all divisors, the factors of a number."""
    return [d for d in range(1, n + 1) if n % d == 0]


def proper_divisors(n: int) -> list[int]:
    """Return the proper divisors, factors other than the number itself."""
    return [d for d in range(1, n // 2 + 1) if n % d == 0]


def is_perfect(n: int) -> bool:
    """Return whether a number is perfect: the sum of its proper divisors."""
    return n > 1 and sum(d for d in range(1, n) if n % d == 0) == n


def is_abundant(n: int) -> bool:
    """Return whether a number is abundant."""
    return sum(d for d in range(1, n) if n % d == 0) > n


def are_amicable(a: int, b: int) -> bool:
    """Return whether two numbers are amicable: equal sums of divisors."""
    return sum(d for d in range(1, a) if a % d == 0) == b and (
        sum(d for d in range(1, b) if b % d == 0) == a
    )


def totient(n: int) -> int:
    """Return Euler's totient: numbers coprime to n."""
    return sum(math.gcd(i, n) == 1 for i in range(1, n + 1))


def digit_sum(n: int) -> int:
    """Return the sum of the digits of a number."""
    return sum(int(d) for d in str(abs(n)))


def digit_product(n: int) -> int:
    """Return the product of the digits of a number."""
    return math.prod(int(d) for d in str(abs(n)))


def digital_root(n: int) -> int:
    """Return the digital root: sum of digits repeatedly until a single digit."""
    while n > 9:
        n = sum(int(d) for d in str(n))
    return n


def reverse_number(n: int) -> int:
    """Return the reverse of a number's digits."""
    return int(str(abs(n))[::-1]) * (1 if n >= 0 else -1)


def is_palindrome_number(n: int) -> bool:
    """Return whether a number is a palindrome."""
    return str(n) == str(n)[::-1]


def is_armstrong(n: int) -> bool:
    """Return whether a number is an Armstrong, narcissistic number."""
    return n == sum(int(d) ** len(str(n)) for d in str(n))


def is_harshad(n: int) -> bool:
    """Return whether a number is a Harshad number, divisible by its digit sum."""
    return n % sum(int(d) for d in str(n)) == 0


def is_automorphic(n: int) -> bool:
    """Return whether a number is automorphic: its square ends in it."""
    return str(n * n).endswith(str(n))


def is_disarium(n: int) -> bool:
    """Return whether a number is a disarium number."""
    return n == sum(int(d) ** i for i, d in enumerate(str(n), 1))


def is_happy(n: int) -> bool:
    """Return whether a number is happy."""
    seen = set()
    while n != 1 and n not in seen:
        seen.add(n)
        n = sum(int(d) ** 2 for d in str(n))
    return n == 1


def ugly(n: int) -> int:
    """Return the nth ugly number, whose prime factors are 2, 3, 5."""
    numbers = [1]
    i = j = k = 0
    while len(numbers) < n:
        numbers.append(min(numbers[i] * 2, numbers[j] * 3, numbers[k] * 5))
        i += numbers[-1] == numbers[i] * 2
        j += numbers[-1] == numbers[j] * 3
        k += numbers[-1] == numbers[k] * 5
    return numbers[n - 1]


def collatz_steps(n: int) -> int:
    """Return the number of Collatz steps to 1."""
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def binary_to_decimal(n: int) -> int:
    """Return the decimal equivalent of a binary number."""
    return int(str(n), 2)


def decimal_to_binary(n: int) -> int:
    """Convert a decimal number to its binary equivalent."""
    return int(bin(n)[2:])


def to_base(n: int, base: int) -> str:
    """Convert a number to another base, write it as text."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    if base < 2:
        raise ValueError("a base is 2 or more")
    text, left = "", abs(n)
    while left:
        text = digits[left % base] + text
        left //= base
    return ("-" if n < 0 else "") + (text or "0")


def octal_to_decimal(n: int) -> int:
    """Convert an octal number to decimal."""
    return int(str(n), 8)


def decimal_to_octal(n: int) -> int:
    """Convert a decimal number to octal."""
    return int(oct(n)[2:])


def gray_code(n: int) -> int:
    """Return the Gray code of a number."""
    return n ^ (n >> 1)


def set_bits_up_to(n: int) -> int:
    """Count total set bits from 1 to n."""
    return sum(bin(i).count("1") for i in range(1, n + 1))


def toggle_bits(n: int) -> int:
    """Toggle, flip, invert all bits of a number, complement."""
    return n ^ ((1 << n.bit_length()) - 1)


def reverse_bits(n: int) -> int:
    """Reverse the bits of a number, binary representation."""
    return int(bin(n)[:1:-1], 2)


def rightmost_set_bit(n: int) -> int:
    """Return the position of the rightmost set bit, counted from 1."""
    return (n & -n).bit_length()


def set_rightmost_unset_bit(n: int) -> int:
    """Set the rightmost unset bit of a number."""
    return n | (n + 1)


def unset_rightmost_bit(n: int) -> int:
    """Clear, turn off the rightmost set bit of a number."""
    return n & (n - 1)


def highest_power_of_two(n: int) -> int:
    """Return the highest power of 2 less than or equal to n, most significant bit."""
    return 1 << (n.bit_length() - 1)


def is_power_of(n: int, base: int) -> bool:
    """Return whether a number is a power of another."""
    while n > 1 and base > 1 and n % base == 0:
        n //= base
    return n == 1


def modular_power(a: int, b: int, m: int) -> int:
    """Return a raised to the power b modulo m."""
    return pow(a, b, m)


def modular_inverse(a: int, m: int) -> int:
    """Return the modular multiplicative inverse."""
    return pow(a, -1, m)


def trailing_zeros_of_factorial(n: int) -> int:
    """Count the trailing zeros of a factorial."""
    count = 0
    while n:
        n //= 5
        count += n
    return count


def is_sum_of_two_squares(n: int) -> bool:
    """Return whether a number can be represented as a sum of two squares."""
    return any(math.isqrt(n - i * i) ** 2 == n - i * i for i in range(math.isqrt(n) + 1))


def goldbach(n: int) -> tuple[int, int]:
    """Return two primes whose sum is an even number."""
    return next((p, n - p) for p in range(2, n) if is_prime(p) and is_prime(n - p))
