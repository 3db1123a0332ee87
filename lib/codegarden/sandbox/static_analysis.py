"""May a program share a process with others? A static analysis of its source says so.

It keeps out what could disturb the neighbours of a batch: imports beyond a list, dunder
attributes, files, ``exec``, ``setattr`` and their like, changes to what modules define. It is no
wall: the jail is. A program that gets past it could at worst spoil the verdicts of its batch, so
whoever passes is confirmed alone, and machine-made programs, not adversaries, are what batches are
for.
"""

import ast
import re

# modules without state that a program could change for the next one
MODULES_TEXT = """
math cmath itertools functools collections heapq bisect string re operator typing fractions
statistics datetime copy dataclasses enum numbers textwrap array abc
"""
MODULES = frozenset(MODULES_TEXT.split())
NAMES_TEXT = """
open exec eval compile globals locals vars setattr delattr getattr input breakpoint exit quit
help memoryview type copyright credits license
"""
NAMES = frozenset(NAMES_TEXT.split())
METHODS_TEXT = """
__init__ __repr__ __str__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __len__ __iter__
__next__ __contains__ __getitem__ __setitem__ __delitem__ __add__ __sub__ __mul__ __truediv__
__floordiv__ __mod__ __pow__ __neg__ __pos__ __abs__ __bool__ __int__ __float__ __call__
__enter__ __exit__ __radd__ __rmul__ __rsub__ __post_init__
"""
METHODS = frozenset(METHODS_TEXT.split())
# modules hide in modules: ``enum.sys.modules``
HIDDEN_TEXT = """
sys os abc re types functools builtins random struct modules copyreg weakref io
"""
HIDDEN = frozenset(HIDDEN_TEXT.split())
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOKED_AT = (ast.Import, ast.ImportFrom, ast.Name, ast.Attribute, ast.ClassDef)
LOOKED_AT += ASSIGNMENTS + FUNCTIONS
WORD = re.compile(r"[A-Za-z_]\w*")


def may_share(source: str) -> bool:
    r"""Return whether a program may run in one process with others.

    >>> may_share("def f(x):\n    return x + 1"), may_share("import os")
    (True, False)
    """
    if not source.isascii() or len(source) > 20_000 or "\0" in source:
        return False  # other letters may spell a forbidden name: Python normalizes them
    words = set(WORD.findall(source))
    dunders = any(word.startswith("__") and word not in METHODS for word in words)
    if not dunders and "import" not in words and words.isdisjoint(NAMES):
        return True  # without imports, all that a program can change is its own
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    nodes = [node for node in ast.walk(tree) if isinstance(node, LOOKED_AT)]
    imported = imported_names(nodes)
    return imported is not None and all(is_harmless(node, imported) for node in nodes)


def imported_names(nodes: list[ast.AST]) -> set[str] | None:
    """Return the names that imports bind; None where one is not on the list."""
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            if not all(alias.name in MODULES for alias in node.names):
                return None
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level or node.module not in MODULES:
                return None
            if any(alias.name in HIDDEN or alias.name.startswith("_") for alias in node.names):
                return None
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def is_harmless(node: ast.AST, imported: set[str]) -> bool:
    """Return whether one node of a program leaves its neighbours alone."""
    if isinstance(node, ast.Name):
        return node.id not in NAMES and (
            not node.id.startswith("__") or node.id in ("__name__", "__debug__")
        )
    if isinstance(node, ast.Attribute):
        return is_harmless_attribute(node, imported)
    if isinstance(node, FUNCTIONS):
        return not node.name.startswith("__") or node.name in METHODS
    if isinstance(node, ast.ClassDef):
        return not node.keywords
    if isinstance(node, ASSIGNMENTS):
        # another name for a module would hide it from the rule on attributes
        return not (isinstance(node.value, ast.Name) and node.value.id in imported)
    return True


def is_harmless_attribute(node: ast.Attribute, imported: set[str]) -> bool:
    """Return whether an attribute is read, or written to an object of the program's own."""
    if node.attr in HIDDEN or node.attr.startswith("__"):
        return False
    if isinstance(node.ctx, ast.Load):
        return not node.attr.startswith("_") or is_own(node.value)
    return isinstance(node.value, ast.Name) and node.value.id not in imported


def is_own(value: ast.expr) -> bool:
    """Return whether an object is likely to be of the program's own classes."""
    return isinstance(value, ast.Name) and value.id in ("self", "cls", "other")
