"""Two parents of one problem -> a child."""

from codegarden.crossover.breeding import crossover
from codegarden.crossover.voting import correspondence, renamed

__all__ = ["correspondence", "crossover", "renamed"]
