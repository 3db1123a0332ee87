"""From a task description to code: ``generate_code_from_description``, which the user calls."""

from codegarden.generation.answer import Generation
from codegarden.generation.generate import generate_code_from_description

__all__ = ["Generation", "generate_code_from_description"]
