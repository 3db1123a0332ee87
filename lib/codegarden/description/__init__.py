"""From a task description to a ``Specification``."""

from codegarden.description.elements import Example, Parameter, Span, Step
from codegarden.description.headers import SignatureTextError, checked_signature
from codegarden.description.reading import header_of, read, request_in
from codegarden.description.specification import Specification, SpecificationTextError, from_text

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
