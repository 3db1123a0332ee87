"""Python's own word on a text: its tree, and whether it is a program.

``ast.parse`` accepts more than Python does: a late ``global``, ``return`` with a value in an
asynchronous generator, ``break`` outside of a loop. What the author of a text would be warned of
is passed over.
"""

import ast
import warnings


class CodeError(ValueError):
    """A source that does not parse; the message names the line."""


def parsed(text: str) -> ast.Module:
    """Return the tree of a text.

    Raises ``CodeError`` for one that does not parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise CodeError(f"line {line}: {getattr(error, 'msg', error)}") from None
    except (RecursionError, MemoryError):
        raise CodeError("line 1: the program is nested too deeply to be parsed") from None


def compiles(text: str) -> bool:
    """Whether a text is a program.

    >>> compiles("for x in y: break"), compiles("break")
    (True, False)
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "<program>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
