"""Loops with a state."""

from codegarden.search.production import Production as P

PRODUCTIONS = (
    P(
        "(xs: iter[a], start: b, step: (b, a) -> b) -> b",
        """
        state = start
        for x in xs:
            state = step(state, x)
        return state
        """,
        "one element after another changes a state: accumulate, fold, running",
    ),
    P(
        "(start: b, condition: b -> bool, step: b -> b) -> b",
        """
        state = start
        while condition(state):
            state = step(state)
        return state
        """,
        "a state is changed while a condition holds: repeat, until",
    ),
)
