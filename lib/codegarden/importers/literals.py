"""A restricted reading of Python expressions over plain data.

Benchmarks write expected values as Python: ``[tuple(x) for x in expected]``, ``set([1, 2])``,
``float("inf")``. ``evaluate`` reads such expressions by walking their syntax tree. It knows the
names that it is given and a few builtins that make plain data of plain data; it has no attribute
access, no import and no way to run a program.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(bool, int, float, complex, str, list, tuple, set, frozenset, dict),
        *(abs, all, any, enumerate, len, max, min, reversed, round, sorted, sum, zip),
    )
}
OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, items: item in items,
    ast.NotIn: lambda item, items: item not in items,
}
# what the text of plain data consists of; a sum is the repr of a complex number
LITERAL = (
    *(ast.Constant, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.UnaryOp, ast.USub, ast.UAdd),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Call, ast.Name, ast.Load),
)
ATOMS = (bool, int, float, complex, str, bytes, type(None))

Names = Mapping[str, Any]


class LiteralError(ValueError):
    """An expression that is more than plain data, or a value that is none."""


def value_of(text: str) -> Any:
    """Return the value of an expression that people write for plain data, or that ``repr`` does.

    Raises ``LiteralError`` for anything else.

    >>> value_of("({2}, frozenset(), float('-inf'))")
    ({2}, frozenset(), -inf)
    """
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise LiteralError(f"not a Python expression: {text[:60]!r}") from None
    if not all(map(_is_literal, ast.walk(node))):
        raise LiteralError(f"not the text of plain data: {text[:60]!r}")
    return plain(evaluate(node))


def plain(value: Any) -> Any:
    """Return the value itself if it is plain data.

    Raises ``LiteralError`` if it is not: exact types, none of them nested in itself.
    """
    try:
        if not is_plain(value):
            raise LiteralError(f"a {type(value).__name__} is not plain data, or holds what is not")
    except RecursionError:
        raise LiteralError("the value is nested too deeply") from None
    return value


def is_plain(value: Any) -> bool:
    """Return whether a value consists of None, numbers, texts, bytes and containers of these."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return all(map(is_plain, value))
    if kind is dict:
        return all(map(is_plain, value)) and all(map(is_plain, value.values()))
    return kind in ATOMS


def evaluate(node: ast.expr, names: Names | None = None) -> Any:
    """Return the value of an expression over plain data and ``names``.

    A dotted name is looked up as a whole: ``{"pytest.run_slow": False}``. Raises ``LiteralError``
    for an expression that holds anything else.
    """
    try:
        return _value(node, names or {})
    except LiteralError:
        raise
    except Exception as error:  # whatever the expression does wrong with its own data
        raise LiteralError(f"{ast.unparse(node)[:60]}: {error}") from None


def _is_literal(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.right, ast.Constant) and type(node.right.value) is complex
    return isinstance(node, LITERAL)


def _value(node: ast.expr, names: Names) -> Any:
    match node:
        case ast.Constant(value=value) if type(value) in ATOMS:
            return value
        case ast.Name() | ast.Attribute() if (name := dotted(node)) in names:
            return names[name]
        case ast.Tuple(elts=items):
            return tuple(_items(items, names))
        case ast.List(elts=items):
            return list(_items(items, names))
        case ast.Set(elts=items):
            return set(_items(items, names))
        case ast.Dict(keys=keys, values=values) if None not in keys:
            return dict(zip(_items(keys, names), _items(values, names), strict=True))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(operand, names))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](_value(left, names), _value(right, names))
        case ast.BoolOp(op=op, values=values):
            return _last_needed(_items(values, names), isinstance(op, ast.Or))
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [_value(side, names) for side in (left, *others)]
            pairs = zip(ops, sides, sides[1:], strict=False)
            return all(OPERATORS[type(op)](one, other) for op, one, other in pairs)
        case ast.Subscript(value=value, slice=index):
            return _value(value, names)[_value(index, names)]
        case ast.Slice(lower=lower, upper=upper, step=step):
            return slice(*(part and _value(part, names) for part in (lower, upper, step)))
        case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item):
            return [_value(item, inner) for inner in _scopes(node.generators, names)]
        case ast.SetComp(elt=item):
            return {_value(item, inner) for inner in _scopes(node.generators, names)}
        case ast.DictComp(key=key, value=value):
            scopes = _scopes(node.generators, names)
            return {_value(key, inner): _value(value, inner) for inner in scopes}
        case ast.Call(func=function, args=args, keywords=keywords):
            return _call(dotted(function), args, keywords, names)
    raise LiteralError(f"{ast.unparse(node)[:60]} is more than plain data")


def _call(name: str, args: list[ast.expr], keywords: list[ast.keyword], names: Names) -> Any:
    function = names.get(name, FUNCTIONS.get(name))
    if not callable(function):
        raise LiteralError(f"{name or 'an expression'}() is more than plain data")
    options = {keyword.arg: _value(keyword.value, names) for keyword in keywords if keyword.arg}
    return function(*_items(args, names), **options)


def _last_needed(values: Iterator[Any], decisive: bool) -> Any:
    """Return the first decisive value, or else the last, as ``or`` and ``and`` do."""
    value = None
    for value in values:
        if bool(value) is decisive:
            break
    return value


def _items(nodes: list[ast.expr], names: Names) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, ast.Starred):
            yield from _value(node.value, names)
        else:
            yield _value(node, names)


def _scopes(generators: list[ast.comprehension], names: Names) -> Iterator[Names]:
    """Yield the names inside a comprehension, once for each of its items."""
    if not generators:
        yield names
        return
    first, *rest = generators
    for item in _value(first.iter, names):
        inner = dict(names)
        _bind(first.target, item, inner)
        if all(_value(condition, inner) for condition in first.ifs):
            yield from _scopes(rest, inner)


def _bind(target: ast.expr, value: Any, names: dict[str, Any]) -> None:
    match target:
        case ast.Name(id=name):
            names[name] = value
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for inner, item in zip(targets, value, strict=True):
                _bind(inner, item, names)
        case _:
            raise LiteralError(f"{ast.unparse(target)[:60]} is more than a name")


def dotted(node: ast.expr) -> str:
    """Return a name with its dots, and "" for any other expression.

    >>> dotted(ast.parse("pytest.mark.skip", mode="eval").body)
    'pytest.mark.skip'
    """
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr) if owner := dotted(value):
            return f"{owner}.{attr}"
    return ""
