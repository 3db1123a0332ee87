"""The edit distance of two syntax trees, and the relative patch size that papers report.

Zhang and Shasha 1989 (doi:10.1137/0218082): the fewest nodes to delete, insert or relabel. The
relative patch size is that distance over the number of nodes of the original (Hu et al. 2019,
doi:10.1109/ASE.2019.00044, section V).
"""

import ast
from functools import lru_cache

Label = tuple[str, ...]


class Tree:
    """A tree in postorder: labels, the leftmost leaf below each node, and the keyroots."""

    def __init__(self, root: ast.AST):
        self.labels: list[Label] = []
        self.leftmost: list[int] = []
        self._add(root)
        last = {leaf: node for node, leaf in enumerate(self.leftmost)}
        self.keyroots = sorted(last.values())

    def _add(self, node: ast.AST) -> int:
        """Add a node below its children and return its leftmost leaf."""
        first = None
        for child in children(node):
            leaf = self._add(child)
            first = leaf if first is None else first
        self.labels.append(label(node))
        self.leftmost.append(len(self.labels) - 1 if first is None else first)
        return self.leftmost[-1]


def children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes below a node; whether a name is read or written is no node."""
    return [n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.expr_context)]


def label(node: ast.AST) -> Label:
    """Return a node's type with its own names and constants."""
    plain = [
        repr(value)
        for field, value in ast.iter_fields(node)
        if not isinstance(value, ast.AST | list) and field not in ("kind", "type_comment")
    ]
    return (type(node).__name__, *plain)


def distance(first: ast.AST, second: ast.AST) -> int:
    """Return the number of nodes to delete, insert or relabel to turn one tree into another.

    >>> distance(ast.parse("a = b + 1"), ast.parse("a = c + 1"))
    1
    """
    narrow = narrowed(first, second)
    return between(*narrow) if narrow else 0


def narrowed(first: ast.AST, second: ast.AST) -> tuple[ast.AST, ast.AST] | None:
    """Return the smallest subtrees that hold all that differs, None where nothing does.

    Their distance is that of the whole trees: what both have around them is best left as it is,
    since a mapping that uses it otherwise can be composed with one that does not. An edit touches
    few nodes of many, and the distance takes time in the square of their number, or more.
    """
    numbers: dict[tuple, int] = {}
    known: dict[int, int] = {}
    if _number(first, numbers, known) == _number(second, numbers, known):
        return None
    while label(first) == label(second):
        ours, theirs = children(first), children(second)
        if len(ours) != len(theirs):
            break
        pairs = zip(ours, theirs, strict=True)
        different = [(a, b) for a, b in pairs if known[id(a)] != known[id(b)]]
        if len(different) != 1:
            break
        first, second = different[0]
    return first, second


def _number(node: ast.AST, numbers: dict[tuple, int], known: dict[int, int]) -> int:
    """Give every subtree a number, equal trees the same one; return the root's."""
    key = (label(node), *(_number(child, numbers, known) for child in children(node)))
    known[id(node)] = numbers.setdefault(key, len(numbers))
    return known[id(node)]


def between(first: ast.AST, second: ast.AST) -> int:
    """Return the distance of two trees, looking at all nodes of both."""
    one, two = Tree(first), Tree(second)
    table = [[0] * len(two.labels) for _ in one.labels]
    for i in one.keyroots:
        for j in two.keyroots:
            _forest(one, two, i, j, table)
    return table[-1][-1]


def _forest(one: Tree, two: Tree, i: int, j: int, table: list[list[int]]) -> None:
    """Fill in the distances of the subtrees below two keyroots."""
    low, left = one.leftmost[i], two.leftmost[j]
    columns = j - left + 2
    previous = list(range(columns))
    rows = [previous]
    for a in range(low, i + 1):
        row = [previous[0] + 1] + [0] * (columns - 1)
        whole = one.leftmost[a] == low
        inner = rows[one.leftmost[a] - low]
        names, known = one.labels[a], table[a]
        for b in range(left, j + 1):
            at = b - left + 1
            best = min(previous[at], row[at - 1]) + 1
            if whole and two.leftmost[b] == left:
                change = previous[at - 1] + (names != two.labels[b])
                best = min(best, change)
                known[b] = best
            else:
                best = min(best, inner[two.leftmost[b] - left] + known[b])
            row[at] = best
        rows.append(row)
        previous = row


@lru_cache(maxsize=4096)
def relative_patch_size(before: str, after: str) -> float:
    """Return the edit distance of two programs' trees over the number of nodes of the first.

    Raises ``SyntaxError`` for a source that does not parse.
    """
    first, second = ast.parse(before), ast.parse(after)
    return distance(first, second) / len(Tree(first).labels)
