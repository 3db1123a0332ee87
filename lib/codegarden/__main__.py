"""``python -m codegarden`` is the ``codegarden`` command."""

from codegarden.cli import main

main()
