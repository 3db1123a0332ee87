"""The process that judges: it has programs run, holds the expected values, and compares.

One judge a worker, started by the master as ``python -m codegarden.sandbox.judge``. It reads jobs
from a socket and answers each with one finding a test. It never executes a program itself.
"""

import json
import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from codegarden.program import Outcome
from codegarden.sandbox import batch, folder, jail, layer, wire
from codegarden.sandbox.answers import read_test
from codegarden.sandbox.batch import Entry
from codegarden.sandbox.evaluator import Evaluator
from codegarden.sandbox.examine import Examination, Resources
from codegarden.sandbox.forking import Zygote, ZygoteError
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.plans import Finding, Plan, plan

# tracing makes a program slower: it may take so many times the CPU time, and the judge waits longer
TRACE_SLOWNESS, TRACE_PATIENCE = 3.0, 4.0


class Judge:
    """The jobs of one worker."""

    def __init__(self, channel: int, options: dict[str, Any]):
        self.channel = channel
        self.limits = Limits(**options["limits"])
        self.folder = options.get("folder", "")
        self.zygote = Zygote(options)
        self.evaluator = Evaluator(channel, self.zygote.has_clock)

    def serve(self) -> None:
        """Answer jobs until the master closes the channel."""
        while True:
            try:
                jobs = wire.unpack(wire.read_frame(self.channel))
            except EOFError:
                return
            entries = [self.read(wire.unpack(job)) for job in jobs]
            if len(entries) > 1:
                limits = self.limits.within(entries[0].cpu_s)  # they were sent together
                entries = batch.run(entries, self.resources(limits), self.answer)
            for entry in entries:
                if entry.wants == "files":
                    self.answer(entry, *self.examine_in_folder(entry))
                else:
                    self.answer(entry, self.examine(entry))

    def read(self, job: list) -> Entry:
        """Return a job as the master sent it, with its tests planned."""
        number, source, entry_point, tests, *how = job
        return Entry(number, source, entry_point, plans_of(tests, entry_point), *how)

    def examine_in_folder(self, entry: Entry) -> tuple[list[Finding], dict[str, bytes]]:
        """Judge one program that has a folder of its own; return the files it leaves as well."""
        work = Path(self.folder)
        try:
            folder.prepare(work, entry.files)
            findings = self.examine(entry, folder=self.folder)
            self.zygote.reaped()  # from here on nobody writes there
            files = folder.read(work, self.limits.folder)
            folder.empty(work)
        except OSError as error:  # a full disk, say
            message = f"the program's folder cannot be used: {error}"
            return [Finding(Outcome.HARNESS_ERROR, message)] * len(entry.plans), {}
        return findings, files

    def examine(self, entry: Entry, **options: Any) -> list[Finding]:
        """Judge one program, alone."""
        limits = self.limits.within(entry.cpu_s)
        if entry.wants == "lines":
            options["trace_cpu"] = limits.cpu_s * TRACE_SLOWNESS
            limits = replace(
                limits,
                cpu_s=limits.cpu_s * TRACE_PATIENCE,
                wall_s=limits.wall_s * TRACE_PATIENCE,
                total_wall_s=limits.total_wall_s * TRACE_PATIENCE,
            )
        examination = Examination(self.resources(limits), **options)
        return examination.run(entry.source, entry.entry_point, entry.plans)

    def resources(self, limits: Limits) -> Resources:
        """Return what running a program under these limits takes."""
        return Resources(self.zygote, self.evaluator, limits, self.channel)

    def answer(
        self, entry: Entry, findings: list[Finding], files: dict[str, bytes] | None = None
    ) -> None:
        """Send a program's findings, and the files it left, to the master."""
        self.send([entry.number, [finding.record() for finding in findings], files or {}])

    def send(self, message: Any) -> None:
        """Send a message to the master."""
        wire.write_frame(self.channel, wire.pack(message))


@lru_cache(maxsize=256)
def plans_of(tests: bytes, entry_point: str) -> list[Plan]:
    """Return how the tests are run that the master sent; many programs in a row have the same."""
    return [plan(read_test(test), entry_point) for test in wire.unpack(tests)]


def main() -> None:
    """Serve the master on the descriptor, and with the options, of the command line."""
    channel = int(sys.argv[1])
    options = json.loads(sys.argv[2])
    lacking = layer.missing()
    if lacking and options["isolation"] == "full":
        wire.write_frame(channel, wire.pack(["refused", layer.refusal(lacking)]))
        return
    options["without"] += [lack.name for lack in lacking]
    jail.confine_judge(options)
    judge = Judge(channel, options)
    jail.confine_started_judge(options)
    # without a zygote, the master starts another judge; without a master, nobody asks any more
    with suppress(ZygoteError, ConnectionError):
        judge.send(["ready"])
        judge.serve()
    os._exit(0)


if __name__ == "__main__":
    main()
