"""Result types found by trying: what a function returns for arguments of some types.

For a function without annotations (of a library, or an idiom) that is all there is to know.
"""

import copy
import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from functools import cache
from typing import Any

from codegarden.description.types import Type, join, type_of
from codegarden.search.values import ERRORS
from codegarden.synthesis.inputs import sample

ROWS = 4  # samples of each type


def result_type(function: Callable[..., Any], types: Sequence[Type]) -> Type | None:
    """Return the type of a function's results for samples of types, None where all of them fail.

    Also None where the types of the results have nothing in common, where nothing is returned, and
    for a function that changes its arguments, since values are shared by many terms.

    >>> result_type(lambda xs: sum(xs) / len(xs), [Type("list", (Type("int"),))])
    Type(name='float', args=())
    """
    results = []
    for arguments in zip(*(samples(each, place) for place, each in enumerate(types)), strict=True):
        given = copy.deepcopy(arguments)
        try:
            with redirect_stdout(io.StringIO()):
                results.append(function(*given))
        except ERRORS:
            continue
        except Exception:  # a library's own kind of error
            return None
        if given != arguments:
            return None
    if not results or all(each is None for each in results):
        return None
    type_ = join(map(type_of, results))
    return None if any(name in str(type_) for name in ("any", "unknown")) else type_


@cache
def samples(type_: Type, place: int) -> tuple[Any, ...]:
    """Return values of a type for an argument at a place."""
    return tuple(sample(type_, row, place) for row in range(ROWS))
