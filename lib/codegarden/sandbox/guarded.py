"""The program's functions as an expression that is evaluated beside them meets them.

Like all of a child, it is not trusted. The zygote loads this file by itself, outside the package.
"""

import builtins

# A program under test may patch ``builtins``: the functions below keep a copy of their own.
__builtins__ = dict(vars(builtins))

NAME = type.__dict__["__name__"].__get__  # whatever a metaclass says


class Guarded:
    """A function of the program's that cannot end the iteration of an expression that uses it.

    A StopIteration out of ``f`` would end ``map(f, inputs)``; so it becomes an error, as PEP 479
    has it become one that leaves a generator.
    """

    def __init__(self, function):
        self.__wrapped__ = function

    def __call__(self, *args, **kwargs):
        """Call the function."""
        try:
            return self.__wrapped__(*args, **kwargs)
        except (StopIteration, StopAsyncIteration, GeneratorExit) as error:
            raise RuntimeError(
                f"the function raised {type.__dict__['__name__'].__get__(type(error))}"
            ) from None

    def __getattr__(self, name):
        return getattr(self.__wrapped__, name)


def names_in(code) -> set[str]:
    """Return the names that a code object uses, also within its functions."""
    inner = [names_in(constant) for constant in code.co_consts if type(constant) is type(code)]
    return {*code.co_names}.union(*inner)


def guarded(namespace: dict, names) -> dict:
    """Return those of the names that are the program's functions, guarded."""
    found = {name: namespace[name] for name in names if name in namespace}
    return {
        name: Guarded(value)
        for name, value in found.items()
        if callable(value) and not issubclass(type(value), type)
    }
