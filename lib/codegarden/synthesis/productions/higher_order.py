"""Comprehensions, key functions and loops: what takes a function and applies it to elements."""

from codegarden.synthesis.production import Production as P

PRODUCTIONS = (
    P("(xs: iter[a], f: a -> b) -> list[b]", "[f(x) for x in xs]", "each element changed: map"),
    P("(xs: iter[a], f: a -> bool) -> list[a]", "[x for x in xs if f(x)]", "those that: filter"),
    P("(xs: iter[a], f: a -> h) -> set[h]", "{f(x) for x in xs}", "a set made of each element"),
    P(
        "(xs: iter[h], f: h -> b) -> dict[h, b]",
        "{x: f(x) for x in xs}",
        "a mapping from each element: dictionary",
    ),
    P("(xs: iter[a], f: a -> bool) -> bool", "all(f(x) for x in xs)", "whether all do: every"),
    P("(xs: iter[a], f: a -> bool) -> bool", "any(f(x) for x in xs)", "whether any does: some"),
    P("(xs: iter[a], f: a -> n) -> n", "sum(f(x) for x in xs)", "the sum over all: total"),
    P("(xs: iter[a], f: a -> bool) -> int", "sum(f(x) for x in xs)", "how many do: count"),
    P("(xs: iter[a], f: a -> o) -> o", "max(f(x) for x in xs)", "the greatest over all"),
    P("(xs: iter[a], f: a -> o) -> o", "min(f(x) for x in xs)", "the least over all"),
    P("(xs: iter[a], f: a -> o) -> a", "max(xs, key=lambda x: f(x))", "with the greatest: most"),
    P("(xs: iter[a], f: a -> o) -> a", "min(xs, key=lambda x: f(x))", "with the least: fewest"),
    P(
        "(xs: iter[a], f: a -> o) -> list[a]",
        "sorted(xs, key=lambda x: f(x))",
        "ordered by something of each: sort by",
    ),
    P(
        "(xs: iter[a], f: a -> o) -> list[a]",
        "sorted(xs, key=lambda x: f(x), reverse=True)",
        "ordered by something of each, greatest first: descending",
    ),
    P("(xs: iter[a], f: a -> bool) -> a", "next(x for x in xs if f(x))", "the first that"),
    P("(xs: iter[str], f: str -> str) -> str", "''.join(f(x) for x in xs)", "each changed, joined"),
    P(
        "(xs: iter[str], f: str -> bool) -> str",
        "''.join(x for x in xs if f(x))",
        "the characters that: filter, remove, only",
    ),
    P("(xs: iter[a], f: a -> list[b]) -> list[b]", "[y for x in xs for y in f(x)]", "flat map"),
    P(
        "(xs: iter[a], f: a -> bool) -> list[a]",
        "list(itertools.takewhile(lambda x: f(x), xs))",
        "as long as: leading, until",
    ),
    P(
        "(xs: iter[a], f: a -> bool) -> list[a]",
        "list(itertools.dropwhile(lambda x: f(x), xs))",
        "from the first that does not: after",
    ),
    P(
        "(xs: iter[a], f: a -> h) -> list[list[a]]",
        "[list(group) for _, group in itertools.groupby(xs, key=lambda x: f(x))]",
        "runs of neighbours alike: consecutive, group by",
    ),
    P(
        "(xs: iter[a], f: a -> h) -> dict[h, list[a]]",
        """
        groups = {}
        for x in xs:
            groups.setdefault(f(x), []).append(x)
        return groups
        """,
        "elements grouped by something of each: group by, dictionary",
    ),
)
