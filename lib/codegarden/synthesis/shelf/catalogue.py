"""The shelf's functions as operations: types from annotations, words from name and docstring."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from codegarden.description.types import Type, parse
from codegarden.description.words import stems_of
from codegarden.synthesis.operations.operation import Operation

MODULES = (
    *("arithmetic", "combinatorics", "geometry", "arrays", "dynamic", "strings", "calendar"),
    *("matrices", "graphs", "parsing", "tables"),
)
COST = 7
DULL = frozenset(
    [
        "return",
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "is",
        "and",
        "or",
        "whether",
        "number",
        "numbers",
        "list",
        "with",
        "that",
        "from",
        "by",
        "for",
        "it",
        "its",
        "all",
        "each",
        "on",
        "at",
        "as",
        "which",
        "has",
        "have",
        "how",
        "many",
        "given",
        "be",
        "are",
        "one",
        "into",
        "two",
        "n",
        "k",
        "first",
        "value",
        "values",
    ]
)


@cache
def shelf_operations() -> tuple[Operation, ...]:
    """Return every function of the shelf as an operation, in a fixed order."""
    found = []
    for name in MODULES:
        module = import_module(f"codegarden.synthesis.shelf.{name}")
        source = ast.parse(inspect.getsource(module))
        functions = {n.name: n for n in source.body if isinstance(n, ast.FunctionDef)}
        for node in functions.values():
            if not node.name.startswith("_"):
                found.append(operation(module, node, functions))
    return tuple(found)


def operation(module: ModuleType, node: ast.FunctionDef, functions: dict) -> Operation:
    """Return a function as an operation."""
    params = tuple(spread(parse(ast.unparse(arg.annotation))) for arg in node.args.args)
    said = (ast.get_docstring(node) or "") + " " + node.name.replace("_", " ")
    return Operation(
        name=node.name,
        params=params,
        result=parse(ast.unparse(node.returns)),
        template=f"{node.name}({', '.join(['{}'] * len(params))})",
        cost=COST,
        words=frozenset(stems_of(said)) - DULL,
        function=guarded(getattr(module, node.name)),
        family="shelf",
        prelude="\n\n".join(ast.unparse(bare(n)) for n in needed(node, functions)),
    )


def spread(type_: Type) -> Type:
    """Return a parameter's pattern: where the shelf says list, a tuple does as well."""
    return Type("seq" if type_.name == "list" else type_.name, tuple(map(spread, type_.args)))


def needed(node: ast.FunctionDef, functions: dict) -> list[ast.FunctionDef]:
    """Return a function after those of its module that it calls."""
    order: list[ast.FunctionDef] = []

    def visit(each: ast.FunctionDef) -> None:
        names = {n.id for n in ast.walk(each) if isinstance(n, ast.Name)}
        for name in sorted(names & functions.keys() - {each.name}):
            visit(functions[name])
        if each not in order:
            order.append(each)

    visit(node)
    return order


def bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """Return a function without its annotations, which are patterns and not Python's types."""
    copy = ast.parse(ast.unparse(node)).body[0]
    copy.returns = None
    for arg in copy.args.args:
        arg.annotation = None
    return copy


def guarded(function):
    """Return a function that is not called with what would keep it busy for long."""
    largest = LARGEST.get(function.__name__, 2_000)
    least = -largest if function.__name__ in SIGNED else 0

    def call(*args):
        for a in args:
            if type(a) is int and not least <= a <= largest:
                raise ValueError("too large to try")
            if isinstance(a, list | tuple | str) and len(a) > 60:
                raise ValueError("too long to try")
        try:
            result = function(*args)
        except StopIteration:  # would end the loop over the rows without a word
            raise ValueError("nothing of the kind") from None
        if result is None or not all(abs(each) <= HUGE for each in numbers(result)):
            raise ValueError("nothing, or too large to keep")
        return result

    return call


def numbers(value) -> Iterator[int]:
    """Yield the integers of a result: itself, or those of its lists."""
    if type(value) is int:
        yield value
    elif isinstance(value, list) and value and isinstance(value[0], int | list):
        for each in value:
            yield from numbers(each)


HUGE = 10**60
SIGNED = ("to_base", "rotate_list", "caesar", "subset_sums", "pairs_with_sum", "pair_of_sum")
LARGEST = {
    **dict.fromkeys(("stirling", "eulerian", "depth", "egg_drops"), 12),
    **dict.fromkeys(("bell", "partitions", "catalan", "derangements", "rising_ways"), 60),
    **dict.fromkeys(("nth_prime", "ugly", "nth_happy", "lucky_numbers", "ludic_numbers"), 300),
    **dict.fromkeys(("is_prime", "prime_factors", "digital_root", "digit_sum", "to_roman"), 10**9),
    **dict.fromkeys(("leap_year", "digit_product", "reverse_number", "decimal_to_binary"), 10**12),
    **dict.fromkeys(("binary_to_decimal", "is_armstrong", "is_palindrome_number"), 10**12),
    **dict.fromkeys(("day_of_year", "days_in_month", "is_date"), 9_999),
    **dict.fromkeys(("collatz_steps", "divisors", "proper_divisors", "set_bits_up_to"), 10_000),
    **dict.fromkeys(("coin_ways", "fewest_coins", "subset_sums", "subset_sum_ways"), 1_000),
    **{"to_base": 10**30, "matrix_power": 60, "identity_matrix": 30},
}
