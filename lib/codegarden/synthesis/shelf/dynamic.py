# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Dynamic programming."""

from codegarden.synthesis.shelf.letters import N


def largest_sum_subarray(items: list[N]) -> N:
    """Return the largest, maximum sum of a contiguous subarray, Kadane."""
    best = here = items[0]
    for x in items[1:]:
        here = max(x, here + x)
        best = max(best, here)
    return best


def smallest_sum_subarray(items: list[N]) -> N:
    """Return the smallest, minimum sum of a contiguous subarray."""
    best = here = items[0]
    for x in items[1:]:
        here = min(x, here + x)
        best = min(best, here)
    return best


def largest_product_subarray(items: list[N]) -> N:
    """Return the maximum product of a contiguous subarray."""
    best = low = high = items[0]
    for x in items[1:]:
        low, high = min(x, low * x, high * x), max(x, low * x, high * x)
        best = max(best, high)
    return best


def longest_increasing(items: list[N]) -> int:
    """Return the length of the longest increasing subsequence."""
    best = [1] * len(items)
    for i in range(len(items)):
        for j in range(i):
            if items[j] < items[i]:
                best[i] = max(best[i], best[j] + 1)
    return max(best, default=0)


def longest_decreasing(items: list[N]) -> int:
    """Return the length of the longest decreasing subsequence."""
    return longest_increasing([-x for x in items])


def _longest_ending(items: list[N]) -> int:
    """Return the length of the longest increasing subsequence that ends with the last element."""
    best = [1] * len(items)
    for i in range(len(items)):
        for j in range(i):
            if items[j] < items[i]:
                best[i] = max(best[i], best[j] + 1)
    return best[-1]


def longest_bitonic(items: list[N]) -> int:
    """Return the length of the longest bitonic subsequence."""
    best = 0
    for i in range(len(items)):
        rise = _longest_ending(items[: i + 1])
        fall = _longest_ending(items[i:][::-1])
        best = max(best, rise + fall - 1)
    return best


def largest_sum_increasing(items: list[N]) -> N:
    """Return the maximum sum of an increasing subsequence."""
    best = list(items)
    for i in range(len(items)):
        for j in range(i):
            if items[j] < items[i]:
                best[i] = max(best[i], best[j] + items[i])
    return max(best)


def largest_sum_not_adjacent(items: list[N]) -> N:
    """Return the maximum sum of a subsequence with no two adjacent elements."""
    take, skip = 0, 0
    for x in items:
        take, skip = skip + x, max(skip, take)
    return max(take, skip)


def longest_common_subsequence(a: str, b: str) -> int:
    """Return the length of the longest common subsequence of two strings."""
    row = [0] * (len(b) + 1)
    for x in a:
        new = [0]
        for j, y in enumerate(b):
            new.append(row[j] + 1 if x == y else max(new[-1], row[j + 1]))
        row = new
    return row[-1]


def shortest_supersequence(a: str, b: str) -> int:
    """Return the length of the shortest string with both as subsequences, supersequence."""
    return len(a) + len(b) - longest_common_subsequence(a, b)


def longest_common_substring(a: str, b: str) -> str:
    """Return the longest common substring of two strings."""
    best = ""
    for i in range(len(a)):
        for j in range(i + len(best) + 1, len(a) + 1):
            if a[i:j] in b:
                best = a[i:j]
    return best


def edit_distance(a: str, b: str) -> int:
    """Return the edit, Levenshtein distance of two strings: minimum edits, operations."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


def indel_distance(a: str, b: str) -> int:
    """Return the smallest number of insertions or deletions that turn one string into another."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        before, row = row, [i + 1]
        for j, y in enumerate(b):
            row.append(before[j] if x == y else 1 + min(before[j + 1], row[j]))
    return row[-1]


def longest_palindromic_subsequence(text: str) -> int:
    """Return the length of the longest palindromic subsequence."""
    return longest_common_subsequence(text, text[::-1])


def longest_palindrome(text: str) -> str:
    """Return the longest palindromic substring."""
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]
    return max((p for p in parts if p == p[::-1]), key=len)


def coin_ways(coins: list[int], total: int) -> int:
    """Count the ways of coin change for a total."""
    ways = [1] + [0] * total
    for coin in coins:
        for amount in range(coin, total + 1):
            ways[amount] += ways[amount - coin]
    return ways[total]


def fewest_coins(coins: list[int], total: int) -> int:
    """Return the minimum number of coins for a total; a ``ValueError`` if it is impossible."""
    best = [0] + [total + 1] * total
    for amount in range(1, total + 1):
        best[amount] = min((best[amount - c] + 1 for c in coins if c <= amount), default=total + 1)
    if best[total] > total:
        raise ValueError("impossible")
    return best[total]


def subset_sum_ways(items: list[int], total: int) -> int:
    """Count the ways to write a total as a sum of different items, each used once."""
    ways = [1] + [0] * total
    for x in items:
        for amount in range(total, x - 1, -1):
            ways[amount] += ways[amount - x]
    return ways[total]


def subset_sums(items: list[int], total: int) -> bool:
    """Return whether a subset has a sum equal to a total."""
    sums = {0}
    for x in items:
        sums |= {s + x for s in sums}
    return total in sums


def knapsack(capacity: int, weights: list[int], values: list[int]) -> int:
    """Return the greatest value of items that a knapsack of a capacity can hold, by weight."""
    best = [0] * (capacity + 1)
    for weight, value in zip(weights, values):
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


def rod_cutting(prices: list[int], n: int) -> int:
    """Return the best price of cutting a rod of length n."""
    best = [0]
    for length in range(1, n + 1):
        best.append(max(prices[cut - 1] + best[length - cut] for cut in range(1, length + 1)))
    return best[n]


def cheapest_path(cost: list[list[N]]) -> N:
    """Return the minimum cost path through a matrix, right, down or diagonal."""
    best = [list(row) for row in cost]
    for i in range(len(cost)):
        for j in range(len(cost[0])):
            before = [
                best[a][b] for a, b in ((i - 1, j), (i, j - 1), (i - 1, j - 1)) if a >= 0 and b >= 0
            ]
            best[i][j] += min(before, default=0)
    return best[-1][-1]


def triangle_path(rows: list[list[N]]) -> N:
    """Return the minimum total path sum in a triangle."""
    best = list(rows[-1])
    for row in rows[-2::-1]:
        best = [x + min(best[i], best[i + 1]) for i, x in enumerate(row)]
    return best[0]


def triangle_path_max(rows: list[list[N]]) -> N:
    """Return the maximum total path sum in a triangle."""
    best = list(rows[-1])
    for row in rows[-2::-1]:
        best = [x + max(best[i], best[i + 1]) for i, x in enumerate(row[: len(best) - 1])]
    return best[0]


def fewest_jumps(items: list[int]) -> int:
    """Return the minimum number of jumps to reach the end of an array."""
    best = [0] + [float("inf")] * (len(items) - 1)
    for i in range(len(items)):
        for j in range(i):
            if j + items[j] >= i:
                best[i] = min(best[i], best[j] + 1)
    return best[-1]


def longest_consecutive(items: list[int]) -> int:
    """Return the length of the longest subsequence of consecutive integers."""
    pool, best = set(items), 0
    for x in pool:
        if x - 1 not in pool:
            end = x
            while end in pool:
                end += 1
            best = max(best, end - x)
    return best


def longest_chain(pairs: list[tuple[int, int]]) -> int:
    """Return the length of the longest chain of pairs."""
    count, end = 0, float("-inf")
    for a, b in sorted(pairs, key=lambda pair: pair[1]):
        if a > end:
            count, end = count + 1, b
    return count


def largest_square(matrix: list[list[int]]) -> int:
    """Return the side of the largest square of ones in a matrix."""
    best = [list(row) for row in matrix]
    for i in range(1, len(matrix)):
        for j in range(1, len(matrix[0])):
            if matrix[i][j]:
                best[i][j] = 1 + min(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1])
    return max(map(max, best))


def can_partition(items: list[int]) -> bool:
    """Return whether a set can be partitioned into two subsets of equal sum."""
    total = sum(items)
    sums = {0}
    for x in items:
        sums |= {s + x for s in sums}
    return total % 2 == 0 and total // 2 in sums


def egg_drops(eggs: int, floors: int) -> int:
    """Return the minimum trials of the egg drop problem."""
    trials, reach = 0, [0] * (eggs + 1)
    while eggs and reach[eggs] < floors:
        trials += 1
        reach = [0] + [reach[e] + reach[e - 1] + 1 for e in range(1, eggs + 1)]
    return trials
