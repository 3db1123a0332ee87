import re
from operator import add, mul, sub

RANKS = {"(": 0, "+": 1, "-": 1, "*": 2}
OPERATIONS = {"+": add, "-": sub, "*": mul}


def apply_top(numbers: list[int], signs: list[str]) -> None:
    right = numbers.pop()
    left = numbers.pop()
    numbers.append(OPERATIONS[signs.pop()](right, left))


def evaluate_expression(expression: str) -> int:
    """Compute the value of an arithmetic `expression` on whole numbers.

    It is made of non-negative numbers, the signs + - *, round brackets and blanks;
    * comes before + and -, and signs of the same rank are worked out from left to
    right. The expression is never empty or malformed.
    """
    numbers: list[int] = []
    signs: list[str] = []
    for token in re.findall(r"\d+|[-+*()]", expression):
        if token.isdigit():
            numbers.append(int(token))
        elif token == "(":
            signs.append(token)
        elif token == ")":
            while signs[-1] != "(":
                apply_top(numbers, signs)
            signs.pop()
        else:
            while signs and RANKS[signs[-1]] >= RANKS[token]:
                apply_top(numbers, signs)
            signs.append(token)
    while signs:
        apply_top(numbers, signs)
    return numbers.pop()
