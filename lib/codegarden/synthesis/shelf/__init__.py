"""Textbook functions that an enumeration may call: components that are too deep to enumerate.

Each module holds small functions with types, a docstring and no state. ``shelf_operations`` turns
them into operations; an answer that uses one carries its source with it. Each is a thing with a
name of its own in textbooks on algorithms, number theory, combinatorics, geometry and strings.
Which of them to write down was chosen beside the public training problems and the shipped ones, so
that figures with the shelf flatter those problems: the benchmarks can leave it out (``--without
shelf``).
"""

from codegarden.synthesis.shelf.catalogue import shelf_operations

__all__ = ["shelf_operations"]
