import re


def parse_sum(tokens: list[str], index: int) -> tuple[int, int]:
    value, index = parse_product(tokens, index)
    while index < len(tokens) and tokens[index] in "+-":
        right, following = parse_product(tokens, index + 1)
        value = value + right if tokens[index] == "+" else value - right
        index = following
    return value, index


def parse_product(tokens: list[str], index: int) -> tuple[int, int]:
    value, index = parse_atom(tokens, index)
    while index < len(tokens) and tokens[index] == "*":
        right, index = parse_atom(tokens, index + 1)
        value *= right
    return value, index


def parse_atom(tokens: list[str], index: int) -> tuple[int, int]:
    if tokens[index] != "(":
        return int(tokens[index]), index + 1
    value, index = parse_sum(tokens, index + 1)
    return value, index + 1


def evaluate_expression(expression: str) -> int:
    """Compute the value of an arithmetic `expression` on whole numbers.

    It is made of non-negative numbers, the signs + - *, round brackets and blanks;
    * comes before + and -, and signs of the same rank are worked out from left to
    right. The expression is never empty or malformed.
    """
    tokens = re.findall(r"\d+|[-+*()]", expression)
    value, _ = parse_sum(tokens, 0)
    return value
