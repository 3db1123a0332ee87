"""Functions with docstrings from the standard library or an installed package.

For language models: thousands of functions that people wrote with care, each with a sentence that
says what it does. Sources are found and parsed; nothing is imported, so nothing is run. Examples in
docstrings that call a top-level function with plain data, and show plain data, become tests, where
the function needs no more of its module than imports. Only of these is it known that they are
programs, and correct; of the others ``is_correct`` is None.
"""

import ast
import builtins
import doctest
import symtable
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from codegarden.importers.asserts import arguments
from codegarden.importers.literals import LiteralError, value_of
from codegarden.importers.reading import ImporterError, flow, parse_python
from codegarden.program import Problem, Program, TestCase
from codegarden.syntax.source import SourceError, read_source

ORIGIN = "package"
STANDARD_LIBRARY = "stdlib"
TEST_FOLDERS = frozenset(("test", "tests", "idle_test"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A parsed module."""

    name: str
    lines: list[str]
    tree: ast.Module


def read(names: Iterable[str], max_lines: int = 60) -> Iterator[Problem]:
    """Yield the functions of modules and packages; the name "stdlib" stands for all of Python's.

    Functions of more than ``max_lines`` lines are left out, as are those inside other functions and
    those of test folders. Raises ``ImporterError`` for a name that is not found or has no source.
    """
    for name in names:
        for module in modules(name):
            yield from problems(module, max_lines)


def modules(name: str) -> Iterator[Module]:
    """Yield a module, with those below it if it is a package."""
    if name == STANDARD_LIBRARY:
        for part in sorted(sys.stdlib_module_names):
            if (part_file := locate(part)) and not is_compiled(part_file):
                yield from parsed(part, part_file)
        return
    file = locate(name)
    if file is None and name not in sys.builtin_module_names:
        raise ImporterError(f"no module named {name!r}: correct the name or install its package")
    if file is None or is_compiled(file):
        raise ImporterError(f"{name} has no Python source: name another module")
    yield from parsed(name, file)


def locate(name: str) -> Path | None:
    """Return the file of a module, or the folder of a package; None where there is none."""
    path: list[str] | None = None
    spec = None
    parts = name.split(".")
    for place in range(len(parts)):
        spec = PathFinder.find_spec(".".join(parts[: place + 1]), path)
        if spec is None:
            return None
        path = spec.submodule_search_locations
        if path is None and place < len(parts) - 1:
            return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(spec.origin) if spec.origin else None


def is_compiled(file: Path) -> bool:
    """Return whether a module has no Python source."""
    return file.is_file() and file.suffix != ".py"


def parsed(name: str, place: Path) -> Iterator[Module]:
    """Yield the module in a file, or all modules below a folder."""
    if place.is_file():
        files = [(name, place)]
    else:
        inner = sorted(file.relative_to(place) for file in place.rglob("*.py"))
        files = [
            (".".join((name, *file.with_suffix("").parts)).removesuffix(".__init__"), place / file)
            for file in inner
            if not TEST_FOLDERS & set(file.parts[:-1])
        ]
    for full_name, file in files:
        try:
            source = read_source(file)
            yield Module(full_name, source.split("\n"), parse_python(source, file))
        except (SourceError, ImporterError) as error:
            # templates and files for other versions of Python lie in many packages
            warnings.warn(f"passed over: {error}", stacklevel=2)


def problems(module: Module, max_lines: int) -> Iterator[Problem]:
    """Yield the functions of one module, each name once."""
    seen = set()
    for name, node in functions(module.tree):
        docstring = ast.get_docstring(node)
        source = text_of(module.lines, node)
        if name in seen or not docstring or source.count("\n") > max_lines:
            continue
        seen.add(name)
        full_name = f"{ORIGIN}/{module.name}:{name}"
        tests = tuple(doctests(docstring, name)) if isinstance(node, ast.FunctionDef) else ()
        alone = with_imports(module, node, source) if tests else None
        program = Program(
            source=alone or source,
            entry_point=node.name,
            problem=full_name,
            is_correct=True if alone else None,
            origin=ORIGIN,
            label=module.name,
        )
        yield Problem(
            name=full_name,
            description=flow(docstring.split(">>>")[0]) or flow(docstring),
            entry_point=node.name,
            programs=(program,),
            tests=tests if alone else (),
            origin=ORIGIN,
            split="train",
        )


def functions(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """Yield the functions of a module and of its classes, with their qualified names."""
    for child in node.body:
        if isinstance(child, Function):
            yield prefix + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{prefix}{child.name}.")


def text_of(lines: list[str], node: Function) -> str:
    """Return a function's own text, decorators included, without its indentation."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    # lines of a string may be indented less, and then stay as they are
    indentation = lines[node.lineno - 1][: node.col_offset]
    own = [line.removeprefix(indentation) for line in lines[first - 1 : node.end_lineno]]
    return "\n".join(own).rstrip() + "\n"


def doctests(docstring: str, name: str) -> Iterator[TestCase]:
    """Yield the examples of a docstring that call the function ``name`` with plain data.

    Methods have a dotted name, which no call has, and so no tests.
    """
    try:
        examples = doctest.DocTestParser().get_examples(docstring)
    except ValueError:  # prompts without the blank after them: no examples, then
        return
    seen = set()
    for example in examples:
        call = example.source.strip()
        try:
            args = arguments(ast.parse(call, mode="eval").body, name, {})
            expected = value_of(example.want)
        except (LiteralError, SyntaxError):
            continue
        if call not in seen:
            seen.add(call)
            yield TestCase(name=str(len(seen)), args=args, expected=expected)


def with_imports(module: Module, node: Function, source: str) -> str | None:
    r"""Return a function's text after the imports that it needs; None if it needs more.

    >>> source = "import math\nONE = 1\ndef f(x): return math.sqrt(x)\ndef g(x): return ONE"
    >>> module = Module("m", source.split("\n"), ast.parse(source))
    >>> with_imports(module, module.tree.body[2], "def f(x): return math.sqrt(x)")
    'import math\n\n\ndef f(x): return math.sqrt(x)'
    >>> with_imports(module, module.tree.body[3], "def g(x): return ONE") is None
    True
    """
    missing = global_names(source) - set(dir(builtins)) - {node.name}
    lines = []
    for statement in module.tree.body:
        if not isinstance(statement, ast.Import | ast.ImportFrom) or getattr(statement, "level", 0):
            continue
        found = [a for a in statement.names if (a.asname or a.name.split(".")[0]) in missing]
        if getattr(statement, "module", None) == "__future__":
            found = statement.names
        if found:
            lines.append(ast.unparse(type(statement)(**vars(statement) | {"names": found})))
            missing -= {alias.asname or alias.name.split(".")[0] for alias in found}
    if missing:
        return None
    return "\n".join(lines) + "\n\n\n" + source if lines else source


def global_names(source: str) -> set[str]:
    """Return the global names that a source reads, its own functions included."""
    names = set()
    tables = [symtable.symtable(source, "<function>", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    return names
