"""Lists, tuples, sets: indexing, slicing, builtins, and what ``itertools`` and others do."""

from codegarden.synthesis.production import PLACE
from codegarden.synthesis.production import Production as P


def _tuple(width: int) -> str:
    """Return the type of tuples of a width, each place with a variable of its own."""
    return f"tuple[{', '.join('abcd'[:width])}]"


PLACES = tuple(
    P(f"(t: {_tuple(width)}) -> {'abcd'[place]}", f"t[{place}]", PLACE)
    for width in (2, 3)
    for place in range(width)
)

PRODUCTIONS = (
    P("(xs: iter[a]) -> int", "len(xs)", "how many elements: length, size, count, number"),
    P("(xs: seq[a], i: int) -> a", "xs[i]", "the element at a position: index, nth, kth"),
    P("(xs: q, i: int) -> q", "xs[i:]", "from a position on: after, rest, last, without first"),
    P("(xs: q, i: int) -> q", "xs[:i]", "up to a position: first, before, without last"),
    P("(xs: q, i: int, j: int) -> q", "xs[i:j]", "from one position to another: slice, between"),
    P("(xs: q, i: int) -> q", "xs[::i]", "every so many: step, alternate, other, nth"),
    P("(xs: q, i: int, j: int) -> q", "xs[i::j]", "every so many from a position on: step"),
    P("(xs: q) -> q", "xs[::-1]", "backwards: reverse, reversed"),
    P("(xs: seq[n]) -> n", "sum(xs)", "the sum of all numbers: total, add"),
    P("(xs: set[n]) -> n", "sum(xs)", "the sum of all numbers of a set: total"),
    P("(xs: iter[o]) -> o", "max(xs)", "the greatest element: maximum, largest, highest"),
    P("(xs: iter[o]) -> o", "min(xs)", "the least element: minimum, smallest, lowest"),
    P("(xs: iter[o], x: o) -> o", "max(xs, default=x)", "the greatest element, or another"),
    P("(xs: iter[o], x: o) -> o", "min(xs, default=x)", "the least element, or another"),
    P("(xs: iter[o]) -> list[o]", "sorted(xs)", "in order: sort, ascending, increasing"),
    P("(xs: iter[o]) -> list[o]", "sorted(xs, reverse=True)", "in falling order: descending"),
    P("(xs: iter[a]) -> list[a]", "list(xs)", "a list of the elements: characters"),
    P("(xs: iter[a]) -> tuple[a, ...]", "tuple(xs)", "a tuple of the elements"),
    P("(xs: iter[h]) -> set[h]", "set(xs)", "each element once: unique, distinct, duplicates"),
    P("(xs: seq[h], x: h) -> int", "xs.index(x)", "the first position of an element: index"),
    P("(xs: seq[h], x: h) -> int", "xs.count(x)", "how often an element occurs: frequency"),
    P("(xs: list[a], ys: list[a]) -> list[a]", "xs + ys", "one list after another: join"),
    P(
        "(xs: tuple[a, ...], ys: tuple[a, ...]) -> tuple[a, ...]",
        "xs + ys",
        "one tuple after another: concatenate, join, append",
    ),
    P("(xs: list[a], n: int) -> list[a]", "xs * n", "a list repeated: times", {"n": 100}),
    P("() -> list[any]", "[]", "an empty list: nothing"),
    P("() -> tuple[any, ...]", "()", "an empty tuple: nothing"),
    P("() -> set[any]", "set()", "an empty set: nothing"),
    P("(x: h) -> list[h]", "[x]", "a list of one element"),
    P("(x: h, y: h) -> list[h]", "[x, y]", "a list of two elements: pair"),
    P("(x: k) -> tuple[k]", "(x,)", "a tuple of one element"),
    P("(x: k, y: l) -> tuple[k, l]", "(x, y)", "a tuple of two: pair"),
    P("(x: k, y: l, z: m) -> tuple[k, l, m]", "(x, y, z)", "a tuple of three: triple"),
    *PLACES,
    P("(n: int) -> list[int]", "list(range(n))", "the numbers from zero to below", {"n": 1000}),
    P(
        "(m: int, n: int) -> list[int]",
        "list(range(m, n))",
        "the numbers from one to below another: between",
        {"m": 1000, "n": 1000},
    ),
    P(
        "(m: int, n: int, k: int) -> list[int]",
        "list(range(m, n, k))",
        "the numbers from one to another by a step",
        {"m": 1000, "n": 1000},
    ),
    P("(xs: seq[a]) -> list[tuple[int, a]]", "list(enumerate(xs))", "elements with positions"),
    P("(xs: iter[a], ys: iter[b]) -> list[tuple[a, b]]", "list(zip(xs, ys))", "pairs of both"),
    P(
        "(xs: iter[a], ys: iter[b], zs: iter[c]) -> list[tuple[a, b, c]]",
        "list(zip(xs, ys, zs))",
        "triples of three",
    ),
    P("(xs: seq[seq[a]]) -> list[tuple[a, ...]]", "list(zip(*xs))", "columns: transpose"),
    P("(xs: set[h], ys: set[h]) -> set[h]", "xs | ys", "in either: union, combine, merge"),
    P("(xs: set[h], ys: set[h]) -> set[h]", "xs & ys", "in both: intersection, common, shared"),
    P("(xs: set[h], ys: set[h]) -> set[h]", "xs - ys", "in one but not the other: difference"),
    P("(xs: set[h], ys: set[h]) -> set[h]", "xs ^ ys", "in one only: symmetric difference"),
    P("(xs: set[h], ys: set[h]) -> bool", "xs <= ys", "whether all are in the other: subset"),
    P(
        "(xs: iter[h], k: int) -> list[tuple[h, ...]]",
        "list(itertools.combinations(xs, k))",
        "all choices of so many elements: combinations, subsets",
        {"xs": 10, "k": 10},  # room is made for k elements, however many there are
    ),
    P(
        "(xs: iter[h]) -> list[tuple[h, h]]",
        "list(itertools.combinations(xs, 2))",
        "all pairs of different elements",
        {"xs": 30},
    ),
    P(
        "(xs: iter[h], k: int) -> list[tuple[h, ...]]",
        "list(itertools.combinations_with_replacement(xs, k))",
        "all choices of so many elements with repetition",
        {"xs": 6, "k": (5,)},
    ),
    P(
        "(xs: iter[h]) -> list[tuple[h, ...]]",
        "list(itertools.permutations(xs))",
        "all orders of the elements: permutations, arrangements",
        {"xs": 6},
    ),
    P(
        "(xs: iter[a], ys: iter[b]) -> list[tuple[a, b]]",
        "list(itertools.product(xs, ys))",
        "all pairs of an element of each: Cartesian product",
        {"xs": 30, "ys": 30},
    ),
    P("(xs: iter[h]) -> list[tuple[h, h]]", "list(itertools.pairwise(xs))", "neighbours: adjacent"),
    P("(xs: seq[n]) -> list[n]", "list(itertools.accumulate(xs))", "running sums: cumulative"),
    P("(xs: seq[o]) -> list[o]", "list(itertools.accumulate(xs, max))", "running maximum"),
    P("(xs: seq[o]) -> list[o]", "list(itertools.accumulate(xs, min))", "running minimum"),
    P(
        "(xs: iter[iter[a]]) -> list[a]",
        "list(itertools.chain.from_iterable(xs))",
        "the elements of all parts: flatten, join, nested",
    ),
    P("(xs: list[list[a]]) -> list[a]", "sum(xs, [])", "all parts in one list: flatten"),
    P(
        "(xs: iter[a]) -> list[list[a]]",
        "[list(group) for _, group in itertools.groupby(xs)]",
        "runs of equal neighbours: consecutive, group, pack",
    ),
    P("(xs: seq[n]) -> float", "statistics.mean(xs)", "the mean of numbers: average"),
    P("(xs: seq[n]) -> float", "statistics.median(xs)", "the median of numbers: middle"),
    P("(xs: seq[h]) -> h", "statistics.mode(xs)", "the most frequent element: mode, common"),
    P("(xs: seq[n]) -> float", "statistics.stdev(xs)", "the standard deviation of a sample"),
    P("(xs: seq[n]) -> float", "statistics.pstdev(xs)", "the standard deviation of all"),
    P("(xs: seq[n]) -> float", "statistics.variance(xs)", "the variance of a sample"),
    P("(xs: seq[o], x: o) -> int", "bisect.bisect_left(xs, x)", "where to insert before: sorted"),
    P("(xs: seq[o], x: o) -> int", "bisect.bisect_right(xs, x)", "where to insert after: sorted"),
    P("(n: int, xs: iter[o]) -> list[o]", "heapq.nlargest(n, xs)", "the n largest elements"),
    P("(n: int, xs: iter[o]) -> list[o]", "heapq.nsmallest(n, xs)", "the n smallest elements"),
)
