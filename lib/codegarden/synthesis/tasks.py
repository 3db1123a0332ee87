"""What an enumeration is asked for and what it finds, and which inputs it searches with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codegarden.description.types import Type, join, type_of
from codegarden.synthesis.expressions import Expression
from codegarden.synthesis.guards import Guard
from codegarden.synthesis.inputs import length_of
from codegarden.synthesis.operations.operation import Operation

PARTS = ("shelf", "guards", "choices", "accumulators", "deduction")
ROWS = 6  # inputs that are searched with, at most; the sandbox judges with all
RECORD_ROWS = 12  # of outputs with parts, each of which is found on its own


@dataclass(frozen=True)
class Task:
    """What to search for: the function's name, its parameters, inputs and expected outputs.

    Without ``outputs`` any program counts whose result has the type that ``returns`` says.
    ``learned`` says which operations solved problems make likelier, ``retrieved`` what known
    functions give for the inputs, and ``without`` which of ``PARTS`` to leave out.
    """

    entry_point: str
    params: tuple[str, ...]
    inputs: tuple[tuple, ...]
    outputs: tuple
    description: str = ""
    constants: tuple = ()
    returns: str = ""
    without: frozenset[str] = frozenset()
    learned: tuple[tuple[str, float], ...] = ()
    retrieved: tuple["Retrieved", ...] = ()


@dataclass(frozen=True)
class Retrieved:
    """A known function, called with the parameters: its source and its value on every input."""

    name: str
    source: str
    values: tuple
    cost: int


@dataclass(frozen=True)
class Found:
    """A program that enumeration found; ``passed`` of ``rows`` inputs give what was expected."""

    source: str
    cost: float
    passed: int
    rows: int
    operations: tuple[str, ...] = ()


def chosen_rows(task: Task, guards: Sequence[Guard]) -> Task:
    """Return a task with the rows that are searched with: no edge cases, and each output once.

    Where there are more rows than ``ROWS``, those with an output of their own come first.
    """
    edge = set().union(*(guard.rows for guard in guards)) if guards else set()
    left = [row for row in range(len(task.inputs)) if row not in edge]
    if not task.outputs:
        return task
    seen: set[str] = set()
    new = [
        r for r in left if repr(task.outputs[r]) not in seen and not seen.add(repr(task.outputs[r]))
    ]
    parts = all(isinstance(task.outputs[row], tuple | dict) for row in left)
    most = RECORD_ROWS if parts else ROWS
    kept = sorted([*new, *(row for row in left if row not in new)][:most])
    return replace(
        task,
        inputs=tuple(task.inputs[row] for row in kept),
        outputs=tuple(task.outputs[row] for row in kept),
        retrieved=tuple(
            replace(each, values=tuple(each.values[row] for row in kept)) for each in task.retrieved
        ),
    )


def retrieved_leaf(known_function: Retrieved, params: Sequence[Expression]) -> Expression:
    """Return the call of a known function with all parameters, whose values are known."""
    call = Operation(
        name=known_function.name,
        params=tuple(each.type for each in params),
        result=known(join(map(type_of, known_function.values))),
        template=f"{known_function.name}({', '.join(['{}'] * len(params))})",
        cost=known_function.cost,
        words=frozenset(),
        function=len,  # never called: the sandbox has called it
        prelude=known_function.source,
    )
    return Expression(call.result, list(known_function.values), call.cost, call, tuple(params))


def lengths(task: Task) -> set[str]:
    """Return the parameters that only repeat the length of another, so that none need use them."""
    return {task.params[place] for place in length_of(task.inputs)}


def known(type_: Type) -> Type:
    """Return a type in which what no value tells (the elements of an empty list) is ``any``."""
    if type_.name == "unknown":
        return Type("any")
    return Type(type_.name, tuple(map(known, type_.args)))
