"""Known programs made to fit: another name, another order of arguments, a length that is wanted."""

import ast
import re
from collections.abc import Sequence
from itertools import permutations

from codegarden.description.types import INT, Type
from codegarden.program import Program
from codegarden.synthesis.candidates import Candidate

OTHER_TYPE = 4.0  # cost of a program whose tests show other types of data
SIZED = ("list", "tuple", "str")


def calls(
    asked: Sequence[Type], known: Sequence[Type] | None, names: Sequence[str]
) -> list[tuple[list[str], float]]:
    """Return the arguments to call a known function with, each with what that costs.

    ``asked`` and ``known`` are types of arguments and, last, of the result.

    >>> from codegarden.description.types import INT, STR
    >>> calls([INT, STR, STR], [STR, INT, STR], ["n", "text"])
    [(['text', 'n'], 1.0)]
    """
    names = list(names)
    if known is None:
        return [(names, 0.0)]
    *own, result = asked
    *others, gives = known
    penalty = 0.0 if alike([result], [gives]) else OTHER_TYPE
    if len(own) == len(others):
        if alike(own, others):
            return [(names, penalty)]
        for order in permutations(range(len(own))):
            if len(own) <= 3 and alike([own[i] for i in order], others):
                return [([names[i] for i in order], 1.0 + penalty)]
        return [(names, OTHER_TYPE + penalty)]
    sized = next((n for n, t in zip(names, own, strict=True) if t.name in SIZED), None)
    for place in range(max(len(own), len(others))):
        if len(others) == len(own) + 1 and sized and others[place] == INT:
            if alike(own, [*others[:place], *others[place + 1 :]]):
                return [([*names[:place], f"len({sized})", *names[place:]], 2.0 + penalty)]
        elif others and len(others) == len(own) - 1 and own[place] == INT:
            left = [*own[:place], *own[place + 1 :]]
            if alike(left, others):
                return [([*names[:place], *names[place + 1 :]], 2.0 + penalty)]
    return []


def called_with(
    program: Program, entry_point: str, params: Sequence[str], arguments: Sequence[str]
) -> str | None:
    """Return a program with a function that calls a known one with other arguments."""
    old = program.entry_point if program.entry_point != entry_point else f"{entry_point}_"
    source = adapt(program.source, program.entry_point, old, len(arguments))
    if source is None or re.search(rf"\bdef {re.escape(entry_point)}\b", source):
        return None
    call = f"{old}({', '.join(arguments)})"
    return f"{source}\n\ndef {entry_point}({', '.join(params)}):\n    return {call}\n"


def as_component(judged: Candidate, entry_point: str, taken: Sequence[str]) -> tuple[str, str]:
    """Return another name for a retrieved program's function, and its source under that name."""
    tree = ast.parse(judged.code)
    names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | set(taken)
    names |= {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    stem = re.sub(r"\W", "_", judged.origin.partition(" ")[0].rpartition("/")[2])
    name = f"known_{stem}"
    while name in names:
        name += "_"
    return name, adapt(judged.code, entry_point, name, None) or ""


def adapt(source: str, old: str, new: str, arity: int | None) -> str | None:
    """Return a program whose function has another name; None if it takes other arguments."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    own = next((f for f in functions if f.name == old), None)
    if own is None or (arity is not None and not accepts(own, arity)):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == old:
            node.name = new
        elif isinstance(node, ast.Name) and node.id == old:
            node.id = new
    return ast.unparse(tree) + "\n"


def accepts(function: ast.FunctionDef, arity: int) -> bool:
    """Return whether a function can be called with so many positional arguments."""
    args = function.args
    most = len(args.posonlyargs) + len(args.args)
    return most - len(args.defaults) <= arity and (arity <= most or args.vararg is not None)


def alike(asked: Sequence[Type], known: Sequence[Type] | None) -> bool:
    """Return whether data of some types could go where data of others went."""
    if known is None:
        return True
    if len(asked) != len(known):
        return False
    groups = {"int": "number", "float": "number", "tuple": "list", "set": "list"}
    outer = [
        (groups.get(t.name, t.name), groups.get(u.name, u.name))
        for t, u in zip(asked, known, strict=True)
    ]
    return all(a == b or "any" in (a, b) or "unknown" in (a, b) for a, b in outer)
