"""Which variable of one program plays the part of which variable of another.

The tokens of both programs are aligned with all variables written alike; every aligned pair of
uses is a vote. The idea is that of Refactory's variable mapping (Hu et al. 2019,
doi:10.1109/ASE.2019.00044), on tokens in the place of usage traces.
"""

import ast
from collections import Counter
from difflib import SequenceMatcher

from codegarden.syntax.code import Code
from codegarden.syntax.edits import Edit, apply
from codegarden.syntax.identity import tokens
from codegarden.syntax.scopes import Scopes

# what a parameter's position counts against one aligned use
PARAMETER = 4


def correspondence(first: Code, second: Code, entry_point: str = "") -> dict[str, str]:
    """Return, for names of variables of the second program, the names that the first one uses.

    A name of the first is given once. Parameters of the entry point are paired by position, and
    other variables by votes; a variable without a counterpart is left out.
    """
    return assign(votes(first, second, entry_point))


def votes(first: Code, second: Code, entry_point: str = "") -> Counter:
    """Return how often each pair (name of the second, name of the first) is used alike."""
    found: Counter[tuple[str, str]] = Counter()
    (ours, our_names), (theirs, their_names) = (sequence(code) for code in (first, second))
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for there, here, length in matcher.get_matching_blocks():
        for offset in range(length):
            old, new = their_names[there + offset], our_names[here + offset]
            if old and new:
                found[old, new] += 1
    for old, new in zip(
        parameters(second, entry_point), parameters(first, entry_point), strict=False
    ):
        found[old, new] += PARAMETER
    return found


def assign(counted: Counter) -> dict[str, str]:
    """Return the pairs with the most votes, each name in one pair at most."""
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for (old, new), _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)
    return pairs


def sequence(code: Code) -> tuple[list[str], list[str]]:
    """Return a program's tokens with variables written alike, and each token's variable or ""."""
    data = Scopes(code).data_names
    words, names, before = [], [], ""
    for _, _, word in tokens(code.text):
        variable = word if word in data and before != "." else ""
        words.append("\0variable" if variable else word)
        names.append(variable)
        before = word
    return words, names


def parameters(code: Code, entry_point: str) -> list[str]:
    """Return a top-level function's positional parameters; [] where there is no such function."""
    for node in code.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == entry_point:
            return [argument.arg for argument in node.args.posonlyargs + node.args.args]
    return []


def renamed(code: Code, node: ast.AST | None, pairs: dict[str, str]) -> str:
    """Return the text of a node (of the whole program for None) with its variables renamed.

    Attributes, keywords of calls and the names of functions keep their text. Raises ``EditError``
    where two edits would meet, which positions of ``ast`` do not give.
    """
    start, end = code.span(node) if node is not None else (0, len(code.text))
    inside = set(ast.walk(node)) if node is not None else None
    edits = []
    for one in code.nodes:
        if inside is not None and one not in inside:
            continue
        if isinstance(one, ast.Name | ast.arg):
            name = one.id if isinstance(one, ast.Name) else one.arg
            if pairs.get(name, name) != name:
                low = code.span(one)[0] - start
                edits.append(Edit(low, low + len(name), pairs[name]))
    return apply(code.text[start:end], edits)
