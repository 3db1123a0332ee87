"""Which problems a guide learns from, is validated on and never sees; kept beside the guide.

Whoever tunes a guide, or compares it with another one, needs the same lessons and the same problems
held back.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from codegarden.files import write_whole
from codegarden.guide.corpus import Corpus
from codegarden.guide.making import lessons
from codegarden.guide.model import GuideError
from codegarden.program import Problem, Program
from codegarden.synthesis.examples import calls_of

FILE = "lessons.json"


@dataclass(frozen=True)
class Plan:
    """Names of problems by side, and how many terms are enumerated on those to learn from."""

    train: tuple[str, ...]
    validation: tuple[str, ...]
    test: tuple[str, ...]
    samples: int
    seed: int

    @classmethod
    def of(
        cls,
        parts: Mapping[str, Sequence[Program]],
        problems: Iterable[Problem],
        samples: int,
        seed: int = 0,
    ) -> "Plan":
        """Return the plan of a split of programs, as ``split_by_problem`` makes it.

        Of the problems those have a place in it that have tests and a correct program.
        """
        able = {each.name for each in problems if is_solved(each)}
        names = {
            side: tuple(sorted({each.problem for each in part} & able))
            for side, part in parts.items()
        }
        return cls(names["train"], names["validation"], names["test"], samples, seed)

    def sides(self, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
        """Return the problems of each side.

        Raises ``GuideError`` where some are missing.
        """
        known = {each.name: each for each in problems}
        if missing := {*self.train, *self.validation, *self.test} - known.keys():
            raise GuideError(
                f"{len(missing)} problems are missing, such as {min(missing)}: import them, or "
                "train the guide again"
            )
        sides = {"train": self.train, "validation": self.validation, "test": self.test}
        return {side: [known[name] for name in names] for side, names in sides.items()}

    def corpus(
        self, problems: Iterable[Problem], processes: int = 1, cache: Path | None = None
    ) -> Corpus:
        """Return what the guide was trained on, as ``lessons`` makes it."""
        sides = self.sides(problems)
        return lessons(
            sides["train"], sides["validation"], self.samples, self.seed, processes, cache
        )

    def save(self, folder: Path) -> Path:
        """Write the plan beside a guide, and return its file."""
        path = folder / FILE
        write_whole(path, json.dumps(asdict(self)) + "\n")
        return path

    @classmethod
    def load(cls, folder: Path) -> "Plan":
        """Read the plan beside a guide; raises ``GuideError`` where there is none."""
        try:
            read = json.loads((folder / FILE).read_text(encoding="utf-8"))
            return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in read.items()})
        except (OSError, ValueError, TypeError) as error:
            raise GuideError(
                f"{folder / FILE} cannot be read ({error}): train the guide again"
            ) from None


def is_solved(problem: Problem) -> bool:
    """Return whether a problem has tests that say what is wanted, and a correct program."""
    _, pairs = calls_of(problem.tests)
    return bool(pairs) and any(each.is_correct for each in problem.programs)
