"""What a run of the suite told, as verdicts: of the files as they are, and of a changed one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from codegarden.program import Outcome, Verdict

AFTER = "an earlier test failed"


class PytestSuiteError(RuntimeError):
    """A suite that cannot be used; the message says why and names the remedy."""


@dataclass
class Baseline:
    """The suite's own run: verdicts by node id, lines by file and node id, lines of loading."""

    root: str
    verdicts: dict[str, Verdict]
    lines: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    loading: dict[str, set[int]] = field(default_factory=dict)
    cpu_s: float = 0.0


def read_baseline(reply: Mapping[str, Any]) -> Baseline:
    """Return what a first run told; raises ``PytestSuiteError`` where that is not enough."""
    told = reply["told"]
    if broken := [one for one in told if one[0] in ("broken", "failed")]:
        raise PytestSuiteError(f"pytest cannot run the suite: {': '.join(broken[0][1:])}")
    if reply["ended"]:
        raise PytestSuiteError(f"the suite does not end ({reply['ended']}): give fewer tests")
    collected = next((one for one in told if one[0] == "collected"), None)
    if collected is None or not collected[2]:
        raise PytestSuiteError("pytest finds no test there: name a file or folder of tests")
    _, root, names, loading = collected
    made = Baseline(root, {}, cpu_s=reply["cpu_s"])
    for file, line in loading:
        made.loading.setdefault(file, set()).add(line)
    for _, name, outcome, cpu_s, message, lines in (one for one in told if one[0] == "ended"):
        made.verdicts[name] = Verdict(name, Outcome(outcome), cpu_s, message)
        for file, line in lines:
            made.lines.setdefault(file, {}).setdefault(name, set()).add(line)
    if missing := [name for name in names if name not in made.verdicts]:
        raise PytestSuiteError(f"pytest did not run {missing[0]}: run it with pytest alone")
    return made


def read_verdicts(reply: Mapping[str, Any], order: Sequence[str]) -> dict[str, Verdict]:
    """Return the verdicts of a run that ends with the first test that fails."""
    told = reply["told"]
    made = {
        one[1]: Verdict(one[1], Outcome(one[2]), one[3], one[4])
        for one in told
        if one[0] == "ended"
    }
    failed = any(not verdict.passed for verdict in made.values())
    broken = next((": ".join(one[1:]) for one in told if one[0] in ("broken", "failed")), "")
    started = next((one[1] for one in reversed(told) if one[0] == "starts"), "")
    for name in order:
        if name in made:
            continue
        outcome, message = Outcome.SKIPPED, AFTER
        if not failed:
            failed = True
            outcome, message = ended_as(reply["ended"], broken)
            name = started if started and started not in made else name
        made[name] = Verdict(name, outcome, message=message)
    return made | {
        name: Verdict(name, Outcome.SKIPPED, message=AFTER) for name in order if name not in made
    }


def ended_as(ended: str, broken: str) -> tuple[Outcome, str]:
    """Return the outcome of the test at which a run broke off, and why."""
    if ended == "timeout":
        return Outcome.TIMEOUT, "it took longer than the original may explain"
    if ended:
        return Outcome.KILLED, ended
    return Outcome.EXCEPTION, broken or "the suite could not be collected"
