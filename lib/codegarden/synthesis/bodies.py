"""The bodies of loops that carry a value along: of what they are made, and how they are run.

Bodies are made of few, cheap operations, and two steps of their cost count as one: a loop is a deep
thing, and must be reached.
"""

from collections.abc import Callable
from functools import cache

from codegarden.description.types import INT
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.expressions import Expression
from codegarden.synthesis.grammar import Grammar
from codegarden.synthesis.operations import Operation, standard_operations

BODY_OPERATIONS = """add subtract multiply floor_divide modulo larger smaller abs even odd divides
equal unequal less greater at_least positive zero and or not choose concat_text append last concat
lacks contains digits sum product reverse_digits square"""
BODY_COST = 2
NUMBERS = (0, 1, 2, 10)
BODIES = 3_000  # in one bank of bodies
LARGEST = 10**25


def compiled(expression: Expression, names: dict[str, int], row: list[int]) -> Callable:
    """Return a function of an environment that computes an expression from its operations.

    ``names`` are the places of the loop's variables in the environment; any other leaf has the
    value of its first row that belongs to the input whose number stands in ``row``.
    """
    if expression.operation is None:
        if expression.text in names:
            place = names[expression.text]
            return lambda env: env[place]
        values = expression.values
        return lambda env: values[row[0]]
    function = expression.operation.function
    below = [compiled(each, names, row) for each in expression.operands]
    if len(below) == 1:
        (a,) = below
        return lambda env: function(a(env))
    if len(below) == 2:
        a, b = below
        return lambda env: function(a(env), b(env))
    return lambda env: function(*[each(env) for each in below])


@cache
def body_operations() -> dict[Operation, int]:
    """Return the operations that bodies are made of, with their cost."""
    names = BODY_OPERATIONS.split()
    return {each: BODY_COST for each in standard_operations() if each.name in names}


def body_grammar(grammar: Grammar) -> Grammar:
    """Return the grammar of bodies, with the same names for variables."""
    return Grammar(body_operations(), {}, 9, grammar.taken)


def outside(parent: Bank, owners: list[int], but: tuple[str, ...]) -> list[Expression]:
    """Return the leaves of a bank for a body whose rows belong to these inputs."""
    return [
        Expression(each.type, [each.values[row] for row in owners], BODY_COST, text=each.text)
        for each in parent.outer
        if each.operation is None and each.type.name not in but and is_small(each)
    ]


def is_small(leaf: Expression) -> bool:
    """Return whether a leaf is no constant, or one that bodies are likely to need."""
    if leaf.text.isidentifier():
        return True
    return leaf.type == INT and (leaf.values[0] in NUMBERS or leaf.cost <= 2)
