"""What one program may use before it is stopped.

The numbers only; who enforces each is told in ``zygote.py`` (memory, CPU as a second line of
defence), ``child_process.py`` (CPU, wall time, size of replies) and ``child.py`` (standard output).
"""

from dataclasses import asdict, dataclass, replace


class LimitsError(ValueError):
    """A limit that cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Limits:
    """Limits of one program in the sandbox.

    ``cpu_s`` and ``wall_s`` are seconds of CPU and of wall-clock time for one test, and for loading
    the program. CPU time is the limit that is meant: it does not depend on the machine's load. Wall
    time stands behind it, for programs that wait. ``total_wall_s`` is for a program with all of its
    tests. ``memory`` (address space beyond what the interpreter itself takes), ``output`` (standard
    output of one test), ``result_bytes`` (one returned value, encoded) and ``folder`` (all files of
    a program that was given a folder) are in bytes.
    """

    cpu_s: float = 1.0
    wall_s: float = 10.0
    memory: int = 256 << 20
    output: int = 64 << 10
    result_bytes: int = 1 << 20
    total_wall_s: float = 60.0
    folder: int = 16 << 20

    @property
    def request_bytes(self) -> int:
        """Bytes of the largest program with its tests, or call: it is read and decoded in there."""
        return self.memory // 4

    def __post_init__(self):
        for name, value in asdict(self).items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                raise LimitsError(f"limit {name} is {value!r}: give a number above 0")
            if not isinstance(getattr(Limits, name), float) and value != int(value):
                raise LimitsError(f"limit {name} is {value!r}: give a whole number of bytes")
        if self.memory < 16 << 20:
            raise LimitsError(f"limit memory is {self.memory}: Python needs 16 MiB or more")

    def within(self, cpu_s: float) -> "Limits":
        """Return these limits with no more CPU time than that for a test."""
        return replace(self, cpu_s=min(self.cpu_s, cpu_s))
