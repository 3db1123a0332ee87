"""Where long jobs run: in this process, or on the workers of a dask cluster; one interface.

An executor is any ``concurrent.futures.Executor``. Whole jobs are given to it: a chunk of programs
with their tests, a repair, a generation, a trial; never a candidate.
"""

from codegarden.cluster.connecting import ExecutionError, Here, connect
from codegarden.cluster.judging import Judging, judges
from codegarden.cluster.resident import with_sandbox
from codegarden.cluster.tasks import Progress, progress_line, run_tasks

__all__ = [
    "ExecutionError",
    "Here",
    "Judging",
    "Progress",
    "connect",
    "judges",
    "progress_line",
    "run_tasks",
    "with_sandbox",
]
