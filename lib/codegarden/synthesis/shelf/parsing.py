"""Parsing with a stack: arithmetic expressions and brackets.

Dijkstra's two stacks for infix notation, one stack for postfix notation and for brackets, as in
Sedgewick and Wayne, "Algorithms", section 1.3.
"""

import re


def evaluate_infix(text: str) -> int:
    """Return the value of an arithmetic expression with signs and brackets or parentheses.

    ``*`` and ``/`` (of whole numbers) come before ``+`` and ``-``.
    """
    rank = {"+": 1, "-": 1, "*": 2, "/": 2}
    numbers, signs = [], []

    def apply():
        sign, b, a = signs.pop(), numbers.pop(), numbers.pop()
        numbers.append({"+": a + b, "-": a - b, "*": a * b, "/": a // (b or 1)}[sign])

    for token in re.findall(r"\d+|[-+*/()]", text):
        if token.isdigit():
            numbers.append(int(token))
        elif token == "(":
            signs.append(token)
        elif token == ")":
            while signs[-1] != "(":
                apply()
            signs.pop()
        else:
            while signs and rank.get(signs[-1], 0) >= rank[token]:
                apply()
            signs.append(token)
    while signs:
        apply()
    return numbers[-1]


def evaluate_postfix(text: str) -> int:
    """Return the value of an expression in postfix or reverse Polish notation."""
    stack = []
    for token in text.split():
        if token in ("+", "-", "*", "/"):
            b, a = stack.pop(), stack.pop()
            stack.append({"+": a + b, "-": a - b, "*": a * b, "/": int(a / (b or 1))}[token])
        else:
            stack.append(int(token))
    return stack[-1]


def bracket_partners(text: str) -> dict[int, int]:
    """Return the index of the closing bracket or parenthesis that matches each opening one."""
    partners, stack = {}, []
    for i, sign in enumerate(text):
        if sign in "([{":
            stack.append(i)
        elif sign in ")]}":
            if not stack or text[stack[-1]] + sign not in ("()", "[]", "{}"):
                break
            partners[stack.pop()] = i
    return partners


def bracket_depth(text: str) -> int:
    """Return the greatest depth to which brackets or parentheses are nested."""
    depth = deepest = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    return deepest
