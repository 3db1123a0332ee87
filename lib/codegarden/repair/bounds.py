"""How long a candidate may run: as short as the original's own tests allow.

A search is as fast as its time-outs are short, for every endless loop costs the whole limit. Limits
belong to a sandbox, so a search needs one that was made for it.
"""

from collections.abc import Sequence

from codegarden.program import Outcome, Program, TestCase
from codegarden.sandbox import Limits, Sandbox

# a candidate may take this many times what the original takes for its slowest test
ROOM = 10.0
# seconds of CPU time; a few limits only, so that sandboxes can be shared between searches
TIERS = (0.05, 0.2, 1.0)
MEMORY = 48 << 20
ENDLESS = (Outcome.TIMEOUT, Outcome.SKIPPED)


def limits_for(program: Program, tests: Sequence[TestCase], sandbox: Sandbox) -> Limits:
    """Return limits for the search of a program's repair, from how long it takes itself.

    ``sandbox`` has generous limits, and runs the program once. Tests on which it does not end say
    nothing.
    """
    verdicts = sandbox.run(program, tests)
    slowest = max((v.cpu_s for v in verdicts if v.outcome not in ENDLESS), default=0.0)
    cpu_s = next((tier for tier in TIERS if tier >= ROOM * slowest), TIERS[-1])
    return Limits(cpu_s=cpu_s, wall_s=40 * cpu_s, memory=MEMORY)
