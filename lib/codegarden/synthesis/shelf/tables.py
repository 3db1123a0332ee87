"""Tables of keys and values: totals, ranks, an index turned around; and lists dealt out.

Grouping and aggregation, an inverted index (Manning, Raghavan and Schuetze, "Introduction to
Information Retrieval", section 1.2), and the round robin of the recipes of ``itertools``.
"""

from __future__ import annotations

import itertools

from codegarden.synthesis.shelf.letters import K, L, N, O, T


def totals(pairs: list[tuple[K, N]]) -> dict[K, N]:
    """Return the total or sum of the values or amounts of each key or name in pairs."""
    sums = {}
    for key, value in pairs:
        sums[key] = sums.get(key, 0) + value
    return sums


def by_value_then_key(table: dict[O, N]) -> list[O]:
    """Return keys by value, highest first, in alphabetical order where values tie or are equal."""
    return sorted(table, key=lambda key: (-table[key], key))


def ranks(values: list[N]) -> list[int]:
    """Return the rank of each value, one more than how many are higher: ties share a rank."""
    return [1 + sum(other > value for other in values) for value in values]


def inverted_index(table: dict[K, list[L]]) -> dict[L, list[K]]:
    """Turn an index around: map each value to the sorted list of the keys that it occurs with."""
    turned = {}
    for key in sorted(table):
        for value in table[key]:
            if key not in turned.setdefault(value, []):
                turned[value].append(key)
    return turned


def jaccard(a: list[K], b: list[K]) -> float:
    """Return the Jaccard similarity: distinct items in both divided by those in at least one."""
    return len(set(a) & set(b)) / len(set(a) | set(b))


def round_robin(a: iter[T], b: iter[T]) -> list[T]:
    """Take items of two lists in turn, alternately or interleaved, then the rest of the longer."""
    both = [item for pair in zip(a, b) for item in pair]  # noqa: B905
    return [*both, *a[len(b) :], *b[len(a) :]]


def dealt_parts(items: list[T], parts: int) -> list[list[T]]:
    """Divide or split a list into consecutive parts of nearly even lengths, longer ones first."""
    size, longer = divmod(len(items), parts)
    ends = [k * size + min(k, longer) for k in range(parts + 1)]
    return [list(items[i:j]) for i, j in itertools.pairwise(ends)]
