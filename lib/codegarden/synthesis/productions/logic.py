"""Comparisons, logic, membership, and the choice between two values."""

from codegarden.synthesis.production import Production as P

PRODUCTIONS = (
    P("(a: h, b: h) -> bool", "a == b", "whether two are equal: same, identical"),
    P("(a: h, b: h) -> bool", "a != b", "whether two differ: different, unequal"),
    P("(a: list[a], b: list[a]) -> bool", "a == b", "whether two lists are equal: same"),
    P("(a: set[a], b: set[a]) -> bool", "a == b", "whether two sets are equal: same"),
    P("(a: dict[h, a], b: dict[h, a]) -> bool", "a == b", "whether two mappings are equal"),
    P("(a: o, b: o) -> bool", "a < b", "whether one is less: smaller, below, before"),
    P("(a: o, b: o) -> bool", "a <= b", "whether one is at most the other: not greater"),
    P("(a: n, b: n) -> bool", "a < b", "whether a number is less than another: smaller"),
    P("(a: n, b: n) -> bool", "a <= b", "whether a number is at most another"),
    P("(a: n, b: n) -> bool", "a == b", "whether two numbers are equal"),
    P("(a: a) -> bool", "not a", "the opposite, or whether nothing is in it: not, no, empty"),
    P("(a: a) -> bool", "a is None", "whether nothing is there: none, missing"),
    P("(a: bool, b: bool) -> bool", "a and b", "both: and, all"),
    P("(a: bool, b: bool) -> bool", "a or b", "either: or, any"),
    P("(a: h, b: iter[h]) -> bool", "a in b", "whether an element is in: contains, member"),
    P("(a: h, b: iter[h]) -> bool", "a not in b", "whether an element is missing: absent"),
    P("(a: str, b: str) -> bool", "a in b", "whether a text occurs in another: contains"),
    P("(a: bool, b: a, c: a) -> a", "b if a else c", "one value or another: if, otherwise"),
    P("(a: bool) -> int", "int(a)", "one for yes, zero for no: binary"),
    P("(a: any) -> bool", "isinstance(a, list)", "whether it is a list: nested, element"),
    P("(a: iter[bool]) -> bool", "all(a)", "whether all hold: every, each"),
    P("(a: iter[bool]) -> bool", "any(a)", "whether any holds: some, at least one, exists"),
    P("(a: iter[bool]) -> int", "sum(a)", "how many hold: count, number"),
)
