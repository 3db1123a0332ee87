"""Which tests of which programs have no verdict yet: asked for some programs at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from codegarden.program import Program, TestCase, Verdict

Job = tuple[Program, Sequence[TestCase]]
Known = Callable[[Sequence[Job]], Sequence[Mapping[str, Verdict]]]

KNOWN_BATCH = 500  # programs whose verdicts are asked for at a time, before the first of them runs


class Unfinished:
    """The jobs that have tests without a verdict, looked for as they are asked for.

    ``verdicts`` are what each job has so far, ``places`` the indices of those that were given out.
    """

    def __init__(self, jobs: Sequence[Job], known: Known | None):
        self.jobs, self.known = jobs, known
        self.verdicts: list[list[Verdict | None]] = []
        self.places: list[int] = []

    def __length_hint__(self) -> int:
        return len(self.jobs)

    def __iter__(self) -> Iterator[Job]:
        for start in range(0, len(self.jobs), KNOWN_BATCH):
            group = self.jobs[start : start + KNOWN_BATCH]
            known = self.known(group) if self.known else [{}] * len(group)
            for job, found in zip(group, known, strict=True):
                self.verdicts.append([found.get(test.name) for test in job[1]])
                if None in self.verdicts[-1]:
                    self.places.append(len(self.verdicts) - 1)
                    yield missing(*job, self.verdicts[-1])


def missing(
    program: Program, tests: Sequence[TestCase], verdicts: Sequence[Verdict | None]
) -> tuple[Program, list[TestCase]]:
    """Return a program with those of its tests that have no verdict."""
    return program, [test for test, one in zip(tests, verdicts, strict=True) if one is None]
