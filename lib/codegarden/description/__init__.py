"""From a task description to a ``Specification``."""

from codegarden.description.headers import SignatureTextError, checked_signature
from codegarden.description.reading import header_of, read, request_in
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
    "SignatureTextError",
    "Span",
    "Specification",
    "SpecificationTextError",
    "Step",
    "checked_signature",
    "from_text",
    "header_of",
    "read",
    "request_in",
]
