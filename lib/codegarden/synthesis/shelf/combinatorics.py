"""Famous sequences of integers, counts of arrangements, and series."""

import math


def fibonacci(n: int) -> int:
    """Return the nth Fibonacci number."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def fibonacci_numbers(n: int) -> list[int]:
    """Return the first n Fibonacci numbers, the sequence."""
    numbers = [0, 1]
    while len(numbers) < n:
        numbers.append(numbers[-1] + numbers[-2])
    return numbers[:n]


def lucas(n: int) -> int:
    """Return the nth Lucas number."""
    a, b = 2, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def tribonacci(n: int) -> int:
    """Return the nth tribonacci number."""
    a, b, c = 0, 0, 1
    for _ in range(n):
        a, b, c = b, c, a + b + c
    return a


def pell(n: int) -> int:
    """Return the nth Pell number."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + 2 * b
    return a


def jacobsthal(n: int) -> int:
    """Return the nth Jacobsthal number."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, b + 2 * a
    return a


def jacobsthal_lucas(n: int) -> int:
    """Return the nth Jacobsthal-Lucas number."""
    return 2**n + (-1) ** n


def perrin(n: int) -> int:
    """Return the nth Perrin number."""
    a, b, c = 3, 0, 2
    for _ in range(n):
        a, b, c = b, c, a + b
    return a


def padovan(n: int) -> int:
    """Return the nth Padovan number."""
    a, b, c = 1, 1, 1
    for _ in range(n):
        a, b, c = b, c, a + b
    return a


def catalan(n: int) -> int:
    """Return the nth Catalan number."""
    return math.comb(2 * n, n) // (n + 1)


def bell(n: int) -> int:
    """Return the nth Bell number: ways to partition a set."""
    row = [1]
    for _ in range(n):
        new = [row[-1]]
        for x in row:
            new.append(new[-1] + x)
        row = new
    return row[0]


def stirling(n: int, k: int) -> int:
    """Return the Stirling number of the second kind: ways to partition a set into k subsets."""
    if n == k:
        return 1
    if n == 0 or k == 0 or k > n:
        return 0
    return k * stirling(n - 1, k) + stirling(n - 1, k - 1)


def eulerian(n: int, m: int) -> int:
    """Return the Eulerian number a(n, m)."""
    if m >= n or n == 0:
        return 0
    if m == 0:
        return 1
    return (n - m) * eulerian(n - 1, m - 1) + (m + 1) * eulerian(n - 1, m)


def derangements(n: int) -> int:
    """Return the number of derangements, permutations without fixed points."""
    a, b = 1, 0
    for i in range(2, n + 2):
        a, b = b, (i - 1) * (a + b)
    return a


def rencontres(n: int, m: int) -> int:
    """Return the rencontres number: permutations with m fixed points."""
    return math.comb(n, m) * derangements(n - m)


def delannoy(m: int, n: int) -> int:
    """Return the Delannoy number: lattice paths."""
    return sum(math.comb(m, k) * math.comb(n, k) * 2**k for k in range(min(m, n) + 1))


def lobb(n: int, m: int) -> float:
    """Return the Lobb number."""
    return (2 * m + 1) * math.comb(2 * n, m + n) / (m + n + 1)


def motzkin(n: int) -> int:
    """Return the nth Motzkin number."""
    return sum(math.comb(n, 2 * k) * math.comb(2 * k, k) // (k + 1) for k in range(n // 2 + 1))


def partitions(n: int) -> int:
    """Return the number of ways to write n as a sum, integer partitions."""
    ways = [1] + [0] * n
    for part in range(1, n + 1):
        for total in range(part, n + 1):
            ways[total] += ways[total - part]
    return ways[n]


def polygonal(s: int, n: int) -> int:
    """Return the nth polygonal number with s sides."""
    return ((s - 2) * n * n - (s - 4) * n) // 2


def pentagonal(n: int) -> int:
    """Return the nth pentagonal number."""
    return n * (3 * n - 1) // 2


def hexagonal(n: int) -> int:
    """Return the nth hexagonal number."""
    return n * (2 * n - 1)


def heptagonal(n: int) -> int:
    """Return the nth heptagonal number."""
    return n * (5 * n - 3) // 2


def octagonal(n: int) -> int:
    """Return the nth octagonal number."""
    return n * (3 * n - 2)


def nonagonal(n: int) -> int:
    """Return the nth nonagonal number."""
    return n * (7 * n - 5) // 2


def decagonal(n: int) -> int:
    """Return the nth decagonal number."""
    return n * (4 * n - 3)


def tetrahedral(n: int) -> int:
    """Return the nth tetrahedral number."""
    return n * (n + 1) * (n + 2) // 6


def square_pyramidal(n: int) -> int:
    """Return the nth square pyramidal number, the sum of squares of the first n natural numbers."""
    return n * (n + 1) * (2 * n + 1) // 6


def centered_hexagonal(n: int) -> int:
    """Return the nth centered hexagonal number."""
    return 3 * n * (n - 1) + 1


def star_number(n: int) -> int:
    """Return the nth star number."""
    return 6 * n * (n - 1) + 1


def rectangular_number(n: int) -> int:
    """Return the nth rectangular, pronic, oblong number."""
    return n * (n + 1)


def woodall(n: int) -> int:
    """Return the nth Woodall number."""
    return n * 2**n - 1


def carol(n: int) -> int:
    """Return the nth Carol number."""
    return (2**n - 1) ** 2 - 2


def mersenne(n: int) -> int:
    """Return the nth Mersenne number."""
    return 2**n - 1


def lucky_numbers(n: int) -> list[int]:
    """Return the first n lucky numbers, by sieve."""
    numbers, i = list(range(1, 20 * n + 40, 2)), 1
    while i < len(numbers) and numbers[i] <= len(numbers):
        numbers = [x for p, x in enumerate(numbers, 1) if p % numbers[i]]
        i += 1
    return numbers[:n]


def ludic_numbers(n: int) -> list[int]:
    """Return the ludic, lucid numbers smaller than or equal to n."""
    found, rest = [1], list(range(2, n + 1))
    while rest:
        found.append(rest[0])
        rest = [x for p, x in enumerate(rest) if p % rest[0]]
    return found


def pascal_row(n: int) -> list[int]:
    """Return a row of Pascal's triangle."""
    return [math.comb(n, k) for k in range(n + 1)]


def power_sum(n: int, p: int) -> int:
    """Return the sum of the p-th powers of the first n natural numbers."""
    return sum(i**p for i in range(1, n + 1))


def even_power_sum(n: int, p: int) -> int:
    """Return the sum of powers of the first n even natural numbers."""
    return sum((2 * i) ** p for i in range(1, n + 1))


def odd_power_sum(n: int, p: int) -> int:
    """Return the sum of powers of the first n odd natural numbers."""
    return sum((2 * i - 1) ** p for i in range(1, n + 1))


def harmonic(n: int) -> float:
    """Return the harmonic sum 1 + 1/2 + ... + 1/n."""
    return 1.0 if n < 2 else 1 / n + harmonic(n - 1)


def arithmetic_sum(a: int, n: int, d: int) -> int:
    """Return the sum of an arithmetic progression, series: first term, count, difference."""
    return n * (2 * a + (n - 1) * d) // 2


def arithmetic_term(a: int, n: int, d: int) -> int:
    """Return the nth term of an arithmetic progression: first term, count, difference."""
    return a + (n - 1) * d


def geometric_term(a: int, n: int, r: int) -> int:
    """Return the nth term of a geometric progression, series."""
    return a * r ** (n - 1)


def geometric_sum(a: int, n: int, r: int) -> int:
    """Return the sum of a geometric progression, series."""
    return sum(a * r**i for i in range(n))


def rising_ways(n: int, k: int) -> int:
    """Return the ways to climb n stairs by up to k steps at a time."""
    ways = [1]
    for i in range(1, n + 1):
        ways.append(sum(ways[max(0, i - k) : i]))
    return ways[n]


def grid_paths(m: int, n: int) -> int:
    """Return the number of unique paths through a grid of m rows and n columns."""
    return math.comb(m + n - 2, m - 1)


def domino_tilings(n: int) -> int:
    """Return the ways to tile a 2 x n board with dominoes, tiling."""
    a, b = 1, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def tiling_three(n: int) -> int:
    """Return the ways to fill a 3 x n board with 2 x 1 dominoes, tiling."""
    a, b = [1, 0], [0, 1]
    for i in range(2, n + 1):
        a.append(a[i - 2] + 2 * b[i - 1])
        b.append(a[i - 1] + b[i - 2])
    return a[n]


def hanoi_moves(n: int) -> int:
    """Return the moves of the tower of Hanoi."""
    return 2**n - 1


def josephus(n: int, k: int) -> int:
    """Return the safe position in the Josephus problem, counted from 1."""
    place = 0
    for size in range(2, n + 1):
        place = (place + k) % size
    return place + 1


def circular_permutations(n: int) -> int:
    """Return the number of circular permutations."""
    return math.factorial(n - 1)
