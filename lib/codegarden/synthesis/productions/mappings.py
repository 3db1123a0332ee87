"""Dictionaries and counters."""

from codegarden.synthesis.production import Production as P

PRODUCTIONS = (
    P("(d: dict[h, a]) -> list[h]", "list(d)", "the keys of a mapping"),
    P("(d: dict[h, a]) -> list[a]", "list(d.values())", "the values of a mapping"),
    P("(d: dict[h, a]) -> list[tuple[h, a]]", "list(d.items())", "keys with values: items, pairs"),
    P("(d: dict[h, a], k: h) -> a", "d[k]", "the value of a key: look up"),
    P("(d: dict[h, a], k: h, x: a) -> a", "d.get(k, x)", "the value of a key, or another"),
    P("(xs: iter[tuple[h, a]]) -> dict[h, a]", "dict(xs)", "a mapping of pairs: dictionary"),
    P("(xs: iter[h], ys: iter[a]) -> dict[h, a]", "dict(zip(xs, ys))", "keys to values"),
    P("(d: dict[h, a], e: dict[h, a]) -> dict[h, a]", "d | e", "both mappings: merge, combine"),
    P("(xs: iter[h]) -> counter[h]", "collections.Counter(xs)", "how often each occurs: frequency"),
    P("(d: dict[h, int]) -> counter[h]", "collections.Counter(d)", "counts of a mapping"),
    P("(c: counter[h]) -> dict[h, int]", "dict(c)", "counts as a dictionary"),
    P("(c: counter[h]) -> list[tuple[h, int]]", "c.most_common()", "counts, most frequent first"),
    P("(c: counter[h], n: int) -> list[tuple[h, int]]", "c.most_common(n)", "the most frequent"),
    P("(c: counter[h], x: h) -> int", "c[x]", "how often an element occurs: count"),
    P("(c: counter[h], d: counter[h]) -> counter[h]", "c + d", "counts added together"),
    P("(c: counter[h], d: counter[h]) -> counter[h]", "c - d", "counts taken away"),
    P("(xs: iter[h]) -> list[h]", "list(dict.fromkeys(xs))", "each element once, order kept"),
)
