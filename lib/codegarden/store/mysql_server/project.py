"""The project's private MySQL or MariaDB server: ``make mysql`` and ``make mysql-stop``.

The server lives in the folder ``.mysql``. Its password is generated and stands in the project's
``.env`` (CODEGARDEN_MYSQL_PASSWORD) beside the whole address (CODEGARDEN_MYSQL_URL); a password
that is there already is used. How a server is started is
``server``'s matter.
"""

import secrets
from pathlib import Path

from codegarden.settings import Settings, read_env_file
from codegarden.store.mysql_server.server import PrivateServer, write_private

PASSWORD_NAME, URL_NAME = "CODEGARDEN_MYSQL_PASSWORD", "CODEGARDEN_MYSQL_URL"


def start(settings: Settings) -> str:
    """Start the project's private server, note its address in ``.env``, and return it.

    Raises ``ServerError`` and ``SettingsError``.
    """
    path = settings.root / ".env"
    password = read_env_file(path).get(PASSWORD_NAME) or secrets.token_urlsafe(24)
    # first the password: a server whose password nobody noted could not be used
    note(path, {PASSWORD_NAME: password})
    url = PrivateServer(settings.root / ".mysql", password).start()
    note(path, {URL_NAME: url})
    return url


def stop(settings: Settings) -> bool:
    """Stop the project's private server; return whether it ran."""
    folder = settings.root / ".mysql"
    return folder.is_dir() and PrivateServer(folder, "").stop()


def status(settings: Settings) -> str | None:
    """Return the address of the project's private server if it runs, None otherwise."""
    path = settings.root / ".env"
    server = PrivateServer(settings.root / ".mysql", read_env_file(path).get(PASSWORD_NAME, ""))
    return None if server.pid() is None else server.url


def note(path: Path, values: dict[str, str]) -> None:
    """Set names in an ``.env`` file that only its owner may read; other lines stay as they are."""
    text = path.read_bytes().decode() if path.is_file() else ""
    lines = text.removesuffix("\n").split("\n") if text else []
    left = dict(values)
    for number, line in enumerate(lines):
        name = line.strip().removeprefix("export ").partition("=")[0].strip()
        if name in values:
            lines[number] = f"{name}={values[name]}"
            left.pop(name, None)
    lines += [f"{name}={value}" for name, value in left.items()]
    write_private(path, "\n".join(lines) + "\n")
