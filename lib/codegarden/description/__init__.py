"""From a task description to a ``Specification``."""

from codegarden.description.reading import read, request_in
from codegarden.description.specification import (
    Example,
    Parameter,
    Span,
    Specification,
    SpecificationTextError,
    Step,
    from_text,
)

__all__ = [
    "Example",
    "Parameter",
    "Span",
    "Specification",
    "SpecificationTextError",
    "Step",
    "from_text",
    "read",
    "request_in",
]
