"""The door for ``make mysql`` and ``make mysql-stop``.

python -m codegarden.store.mysql_server start|stop|status
"""

import sys
from collections.abc import Sequence

from codegarden.settings import SettingsError, load
from codegarden.store.mysql_server import ServerError, start, status, stop
from codegarden.store.mysql_server.project import URL_NAME


def main(arguments: Sequence[str]) -> int:
    """Run ``start``, ``stop`` or ``status`` for the project; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in ("start", "stop", "status"):
        print("usage: python -m codegarden.store.mysql_server start|stop|status", file=sys.stderr)
        return 2
    try:
        settings = load()
        if arguments[0] == "stop":
            print("stopped" if stop(settings) else "no private server runs")
            return 0
        url = start(settings) if arguments[0] == "start" else status(settings)
    except (ServerError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(url or "no private server runs: make mysql")
    if arguments[0] == "start":
        print(
            f"It stands in .env as {URL_NAME}; to use it: CODEGARDEN_DATABASE_URL='{url}' make ..."
        )
    return 0 if url else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
