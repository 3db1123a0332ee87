from functools import reduce


def doubled_and_removed(text):
    """Read `text` from left to right and build a new string: a plus sign doubles what
    has been built so far, a minus sign removes its last character, and every other
    character is added twice at the end.
    """

    def step(built, c):
        return built * 2 if c == "+" else built[: len(built) - 1] if c == "-" else built + c + c

    return reduce(step, text, "")
