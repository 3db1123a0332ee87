"""A pytest file -> one test case for every assert and every row of its parameters.

The file is read, never run. What an assert compares with is worked out here, by
``literals.evaluate``; what it computes becomes a call or an expression for the sandbox, with the
statements before it as its setup: each test case stands for itself, and nothing is compared where
the program runs.
"""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from codegarden.importers.asserts import Approx, case, mentions, sides
from codegarden.importers.literals import LiteralError, Names, dotted, evaluate
from codegarden.importers.reading import ImporterError, parse_python
from codegarden.importers.statements import Statements, bound, inlined, needed, settle
from codegarden.plain import to_text
from codegarden.program import TestCase, TestKind

# fixtures and command line options of the test session: the fast tests, of the correct programs
SESSION: dict[str, Any] = {
    "pytest.run_slow": False,
    "pytest.use_correct": True,
    "pytest.approx": Approx,
}


def unroll(
    source: str,
    entry_point: str,
    file: object,
    known: Names,
    modules: Mapping[str, str],
) -> Iterator[TestCase]:
    """Yield the test cases of a pytest file.

    Parameters
    ----------
    source : str
        The file's text.
    entry_point : str
        The function under test.
    file : object
        The file's name, for errors.
    known : Mapping
        Names whose values are known: data, or functions that return data.
    modules : Mapping of str to str
        Sources of the modules beside the file that its tests may import.

    Raises
    ------
    ImporterError
        For a file without tests, and a test whose parameters cannot be worked out.
    """
    known = SESSION | dict(known)
    shared: Statements = []
    tests: list[ast.FunctionDef] = []
    for statement in parse_python(source, file).body:
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test"):
            tests.append(statement)
        elif isinstance(statement, ast.ImportFrom) and statement.module in modules:
            shared += parse_python(modules[statement.module], file).body
        elif not concerns_session(statement, entry_point, known):
            shared.append(statement)
    if not any(isinstance(node, ast.Assert) for test in tests for node in ast.walk(test)):
        raise ImporterError("has no test with an assert: write one", file)
    data, _ = settle(shared, known)
    shared = [node for node in shared if not any(mentions(node, name) for name in known)]
    for test in tests:
        for suffix, row in rows(test, data, file, len(tests)):
            yield from cases(test, suffix, shared + row, entry_point, known, file)


def concerns_session(statement: ast.stmt, entry_point: str, known: Names) -> bool:
    """Return whether a top-level statement serves pytest, or imports the program under test."""
    if isinstance(statement, ast.If | ast.Expr):
        return mentions(statement, "pytest") or isinstance(
            getattr(statement, "value", None), ast.Constant
        )
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return bool({entry_point, "pytest", *known} & bound(statement))
    return False


def rows(
    test: ast.FunctionDef, data: Names, file: object, tests: int
) -> Iterator[tuple[str, Statements]]:
    """Yield the name of each row of a test's parameters, and the assignments that it stands for."""
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and dotted(decorator.func).endswith("parametrize"):
            break
    else:
        yield test.name, []
        return
    try:
        given = evaluate(decorator.args[0], data)
        names = given.split(",") if isinstance(given, str) else list(given)
        table = [row if len(names) > 1 else (row,) for row in evaluate(decorator.args[1], data)]
        for number, row in enumerate(table, 1):
            pairs = zip(names, row, strict=True)
            lines = [f"{name.strip()} = {to_text(value)}" for name, value in pairs]
            yield (
                f"{number}" if tests == 1 else f"{test.name}[{number}]",
                ast.parse("\n".join(lines)).body,
            )
    except (IndexError, TypeError, ValueError) as error:
        raise ImporterError(
            f"the parameters cannot be worked out ({error}): write them as plain data",
            file,
            decorator.lineno,
            test.name,
        ) from None


def cases(
    test: ast.FunctionDef,
    name: str,
    before: Statements,
    entry_point: str,
    known: Names,
    file: object,
) -> Iterator[TestCase]:
    """Yield a test case for each assert of a test function, after the statements ``before``."""
    if any(isinstance(node, ast.Assert) for s in test.body for node in inside(s)):
        yield whole(test, name, before, entry_point)
        return
    before, count = list(before), 0
    for statement in test.body:
        if is_skip(statement):
            try:
                if evaluate(statement.test, settle(before, known)[0]):
                    return
            except LiteralError as error:
                raise ImporterError(
                    f"the condition of a skip cannot be worked out ({error}): simplify it",
                    file,
                    statement.lineno,
                    test.name,
                ) from None
        elif isinstance(statement, ast.Assert):
            count += 1
            suffix = "" if count == 1 else f".{count}"
            yield single(statement.test, name + suffix, before, entry_point, known)
        elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            before.append(statement)


def single(
    condition: ast.expr, name: str, before: Statements, entry_point: str, known: Names
) -> TestCase:
    """Return the test case of one assert after the statements ``before``.

    What only the expected value needs stays out of the setup: it must not reach the program.
    """
    condition, before = inlined(condition, before, known)
    data, _ = settle(needed(before, condition, entry_point), known)
    actual, _, _ = sides(condition, entry_point, data)
    before = needed(before, actual, entry_point)
    setup = "\n".join(map(ast.unparse, before)) if settle(before, known)[1] else ""
    return case(name, condition, entry_point, data, setup)


def whole(test: ast.FunctionDef, name: str, before: Statements, entry_point: str) -> TestCase:
    """Return a test function as one expression: its asserts stand inside of loops and the like."""
    function = ast.FunctionDef(
        name=test.name, args=test.args, body=test.body, decorator_list=[], lineno=1
    )
    arguments = ", ".join(f"{arg.arg}={arg.arg}" for arg in test.args.args)
    setup = [*needed(before, test, entry_point), function]
    return TestCase(
        name=name,
        kind=TestKind.EXPRESSION,
        expected=True,
        source=f"{test.name}({arguments}) is None",
        setup="\n".join(map(ast.unparse, setup)),
    )


def inside(statement: ast.stmt) -> Iterator[ast.AST]:
    """Yield all nodes of a statement but the statement itself."""
    nodes = ast.walk(statement)
    next(nodes)
    return nodes


def is_skip(statement: ast.stmt) -> bool:
    """Return whether a statement is ``if ...: pytest.skip(...)``."""
    match statement:
        case ast.If(body=[ast.Expr(value=ast.Call(func=function))], orelse=[]):
            return dotted(function) == "pytest.skip"
    return False
