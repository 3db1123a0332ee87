# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Lists and searches."""

import collections
import itertools

from codegarden.synthesis.shelf.letters import K, N, T


def flatten_deep(items: list[any]) -> list[any]:
    """Flatten a nested list or tuple of any depth."""
    flat = []
    for item in items:
        flat.extend(flatten_deep(item) if isinstance(item, list | tuple) else [item])
    return flat


def nested_sum(items: list[any]) -> int:
    """Return the recursive sum of a nested list."""
    return sum(nested_sum(x) if isinstance(x, list | tuple) else x for x in items)


def depth(items: any) -> int:
    """Return the depth of a nested list, how deeply it is nested; 0 for what is no list."""
    if not isinstance(items, list | tuple):
        return 0
    return 1 + max((depth(x) for x in items), default=0)


def dict_depth(table: any) -> int:
    """Return the depth of a nested dictionary."""
    if not isinstance(table, dict):
        return 0
    return 1 + max((dict_depth(v) for v in table.values()), default=0)


def missing_number(items: list[int]) -> int:
    """Return the smallest missing positive number of a list."""
    n = 1
    while n in items:
        n += 1
    return n


def missing_in_range(items: list[int]) -> list[int]:
    """Return the missing numbers of a sorted range, list."""
    return [n for n in range(min(items), max(items) + 1) if n not in items]


def majority(items: list[K]) -> K:
    """Return the majority element, more than half."""
    return next(k for k, n in collections.Counter(items).items() if n > len(items) / 2)


def equilibrium(items: list[N]) -> int:
    """Return the equilibrium, pivot index of an array: equal sums left and right."""
    return next((i for i in range(len(items)) if sum(items[:i]) == sum(items[i + 1 :])), -1)


def leaders(items: list[N]) -> list[N]:
    """Return the leaders of an array: greater than all elements to their right."""
    return [x for i, x in enumerate(items) if all(x > y for y in items[i + 1 :])]


def inversions(items: list[N]) -> int:
    """Count the inversions in an array."""
    return sum(a > b for a, b in itertools.combinations(items, 2))


def pairs_with_sum(items: list[N], total: N) -> int:
    """Count the pairs whose sum is equal to a total."""
    return sum(a + b == total for a, b in itertools.combinations(items, 2))


def pairs_with_difference(items: list[N], k: N) -> int:
    """Count the pairs whose difference is equal to k."""
    return sum(abs(a - b) == k for a, b in itertools.combinations(items, 2))


def pair_of_sum(items: list[N], total: N) -> tuple[N, N]:
    """Return the first pair with a sum equal to a total."""
    return next((a, b) for a, b in itertools.combinations(items, 2) if a + b == total)


def triplet_of_sum(items: list[N], total: N) -> tuple[N, N, N]:
    """Return a triplet whose sum is equal to a total."""
    return next(c for c in itertools.combinations(items, 3) if sum(c) == total)


def largest_difference(items: list[N]) -> N:
    """Return the largest, maximum difference between two elements."""
    return max(items) - min(items)


def smallest_difference(items: list[N]) -> N:
    """Return the smallest, minimum difference between any two elements of an array."""
    ordered = sorted(items)
    return min(b - a for a, b in itertools.pairwise(ordered))


def best_profit(prices: list[N]) -> N:
    """Return the maximum profit of buying and selling a stock once."""
    return max((b - a for a, b in itertools.combinations(prices, 2)), default=0)


def largest_pair_product(items: list[N]) -> N:
    """Return the maximum product of two numbers."""
    return max(a * b for a, b in itertools.combinations(items, 2))


def largest_triple_product(items: list[N]) -> N:
    """Return the maximum product of three numbers."""
    return max(a * b * c for a, b, c in itertools.combinations(items, 3))


def rotate_list(items: list[T], k: int) -> list[T]:
    """Rotate a list to the right by k."""
    return list(items[-k % len(items) :]) + list(items[: -k % len(items)])


def swap_ends(items: list[T]) -> list[T]:
    """Swap, interchange, exchange the first and last elements of a list."""
    return [items[-1], *items[1:-1], items[0]]


def zeros_last(items: list[N]) -> list[N]:
    """Move all zeros to the end of a list."""
    return [x for x in items if x != 0] + [x for x in items if x == 0]


def split_even_odd(items: list[int]) -> tuple[list[int], list[int]]:
    """Split a list into even and odd numbers."""
    return [x for x in items if x % 2 == 0], [x for x in items if x % 2]


def first_occurrence(items: list[N], x: N) -> int:
    """Return the index of the first occurrence in a sorted array, -1 if not found."""
    return list(items).index(x) if x in items else -1


def last_occurrence(items: list[N], x: N) -> int:
    """Return the index of the last occurrence in a sorted array, -1 if not found."""
    return len(items) - 1 - items[::-1].index(x) if x in items else -1


def peak(items: list[N]) -> int:
    """Return the index of a peak element of an array."""
    padded = [float("-inf"), *items, float("-inf")]
    return next(i for i in range(len(items)) if padded[i] <= padded[i + 1] >= padded[i + 2])


def is_sublist(items: list[K], part: list[K]) -> bool:
    """Return whether a list contains a sublist, contiguous."""
    n = len(part)
    return any(list(items[i : i + n]) == list(part) for i in range(len(items) - n + 1))


def is_min_heap(items: list[N]) -> bool:
    """Return whether an array represents a min heap."""
    return all(items[(i - 1) // 2] <= items[i] for i in range(1, len(items)))


def is_monotonic(items: list[N]) -> bool:
    """Return whether an array is monotonic: increasing or decreasing."""
    return list(items) in (sorted(items), sorted(items, reverse=True))


def are_consecutive(items: list[int]) -> bool:
    """Return whether a list contains consecutive numbers."""
    return sorted(items) == list(range(min(items), max(items) + 1))


def merge_intervals(intervals: list[list[N]]) -> list[list[N]]:
    """Merge overlapping intervals."""
    merged = []
    for low, high in sorted(intervals):
        if merged and low <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    return merged


def next_greater(items: list[N]) -> list[N]:
    """Return the next greater element of each, -1 if there is none."""
    return [next((y for y in items[i + 1 :] if y > x), -1) for i, x in enumerate(items)]


def elementwise_sum(a: list[N], b: list[N]) -> list[N]:
    """Add two lists element by element."""
    return [x + y for x, y in zip(a, b)]


def combine_counts(a: dict[K, int], b: dict[K, int]) -> dict[K, int]:
    """Combine two dictionaries by adding values of common keys."""
    return {k: a.get(k, 0) + b.get(k, 0) for k in [*a, *(k for k in b if k not in a)]}


def second_largest(items: list[N]) -> N:
    """Return the second largest number of a list."""
    return sorted(set(items))[-2]


def second_smallest(items: list[N]) -> N:
    """Return the second smallest number of a list."""
    return sorted(set(items))[1]


def kth_smallest(items: list[N], k: int) -> N:
    """Return the kth smallest element, k-th."""
    return sorted(items)[k - 1]


def kth_largest(items: list[N], k: int) -> N:
    """Return the kth largest element, k-th."""
    return sorted(items, reverse=True)[k - 1]


def merge_sorted(a: list[N], b: list[N]) -> list[N]:
    """Merge two sorted lists into one sorted list."""
    return sorted([*a, *b])


def median_of_sorted(a: list[N], b: list[N]) -> float:
    """Return the median of two sorted arrays."""
    ordered = sorted([*a, *b])
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-1 - middle]) / 2


def odd_one(items: list[int]) -> int:
    """Return the number that occurs an odd number of times."""
    return next(x for x in items if items.count(x) % 2)
