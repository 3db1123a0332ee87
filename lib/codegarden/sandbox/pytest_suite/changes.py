"""Where two sources differ: the statements of the one that the other changes."""

import ast

from codegarden.syntax.edits import difference


def lines_between(before: str, after: str) -> tuple[int, int]:
    """Return the first and last line of a source that another changes, or stands between."""
    edit = difference(before, after)
    first = before.count("\n", 0, edit.start) + 1
    return first, first + before.count("\n", edit.start, edit.end)


def lines_of_statements(source: str, first: int, last: int) -> set[int]:
    """Return the lines of the statements that stand on some lines; of a compound one, its head."""
    found = set(range(first, last + 1))
    for line in range(first, last + 1):
        around = [
            span
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case)
            for span in [head_of(node)]
            if span[0] <= line <= span[1]
        ]
        if around:
            low, high = min(around, key=lambda span: span[1] - span[0])
            found.update(range(low, high + 1))
    return found


def head_of(node: ast.AST) -> tuple[int, int]:
    """Return the first and last line of a simple statement, or of a compound one's head."""
    start = node.pattern if isinstance(node, ast.match_case) else node
    first = min([start.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    body = getattr(node, "body", None)
    return first, max(first, body[0].lineno - 1) if body else node.end_lineno
