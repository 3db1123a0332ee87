"""Loops with a state, the states that they pass, and functions that call themselves."""

from codegarden.synthesis.production import Production as P

FOLD = P(
    "(xs: iter[a], start: b, step: (b, a) -> b) -> b",
    """
    state = start
    for x in xs:
        state = step(state, x)
    return state
    """,
    "one element after another changes a state: accumulate, fold, running",
)
WHILE = P(
    "(start: b, condition: b -> bool, step: b -> b) -> b",
    """
    state = start
    while condition(state):
        state = step(state)
    return state
    """,
    "a state is changed while a condition holds: repeat, until",
)
STEPS = P(
    "(xs: iter[a], start: b, step: (b, a) -> b) -> list[tuple[a, b, b]]",
    """
    steps = []
    state = start
    for x in xs:
        before, state = state, step(state, x)
        steps.append((x, before, state))
    return steps
    """,
    "each element with the state before and after it: running, cumulative, previous",
)
PASSED = P(
    "(start: b, condition: b -> bool, step: b -> b) -> list[b]",
    """
    states = []
    state = start
    while condition(state):
        states.append(state)
        state = step(state)
    return states
    """,
    "the states that a loop passes while a condition holds: sequence, steps",
)
CALL = P("(again: call[a, b], x: a) -> b", "again(x)", "the function itself, of a smaller argument")
RECURSION = P(
    "(x: a, f: (call[a, b], a) -> b) -> b",
    """
    def again(x):
        return f(again, x)
    return again(x)
    """,
    "a function that calls itself: recursion, nested",
)
MEMOISED = P(
    "(x: a, f: (call[a, b], a) -> b) -> b",
    """
    @functools.cache
    def again(x):
        return f(again, x)
    return again(x)
    """,
    "a function that calls itself and keeps its results: dynamic programming, memory",
)

PRODUCTIONS = (FOLD, WHILE, STEPS, PASSED, CALL, RECURSION, MEMOISED)
