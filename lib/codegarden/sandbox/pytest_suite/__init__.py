"""A project's own pytest suite as a judge of changed modules: programs in, verdicts out.

``suite`` is the master's side; ``server`` runs in a process of its own, which forks for each
program and runs pytest there; ``recorder`` is the plugin that tells how each test ended.
"""

from codegarden.sandbox.pytest_suite.replies import PytestSuiteError
from codegarden.sandbox.pytest_suite.suite import Judge, PytestSuite

__all__ = ["Judge", "PytestSuite", "PytestSuiteError"]
