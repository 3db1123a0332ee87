"""The command line: ``main`` is the ``codegarden`` command."""

from codegarden.cli.app import main

__all__ = ["main"]
