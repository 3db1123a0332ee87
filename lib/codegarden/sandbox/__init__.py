"""Runs an untrusted program in a jail and says what happened: the promise is in docs/sandbox.md."""

from codegarden.sandbox.answers import FolderRun
from codegarden.sandbox.folder import FolderError
from codegarden.sandbox.layer import Layer, layers
from codegarden.sandbox.limits import Limits, LimitsError
from codegarden.sandbox.master import Sandbox
from codegarden.sandbox.worker import SandboxError

__all__ = [
    "FolderError",
    "FolderRun",
    "Layer",
    "Limits",
    "LimitsError",
    "Sandbox",
    "SandboxError",
    "layers",
]
