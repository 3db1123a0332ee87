"""Textbook functions that an enumeration may call: components that are too deep to enumerate.

Each module holds small functions with types, a docstring and no state. ``shelf_operations`` turns
them into operations; an answer that uses one carries its source with it. Written from general
knowledge of textbooks on algorithms, number theory, combinatorics and geometry.
"""

from codegarden.synthesis.shelf.catalogue import shelf_operations

__all__ = ["shelf_operations"]
