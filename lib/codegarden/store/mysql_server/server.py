"""A private MySQL or MariaDB server whose data, log and process number are in one folder.

It needs an installed ``mariadbd`` or ``mysqld`` and no rights beyond the user's own. It listens on
the loopback address only, on a free port, reads no configuration of the system, and knows one
account with a password, which may use databases whose names begin with ``codegarden``. It installs
nothing, and knows neither the project's folder nor its ``.env``.
"""

import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import mysql.connector

from codegarden.files import replaced
from codegarden.store.mysql_server.program import (
    ServerError,
    as_root,
    explained,
    find_server,
    make_tables,
)

HOST = "127.0.0.1"
ACCOUNT = DATABASE = "codegarden"
START_S = STOP_S = 60.0
# Runs at every start, so that a changed password takes effect. Other accounts, which an
# initialisation leaves without a password, are locked or removed; the server's system user is
# their only way in on MariaDB anyhow.
SETUP = """\
CREATE DATABASE IF NOT EXISTS {database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER IF NOT EXISTS '{account}'@'{host}' IDENTIFIED BY '{password}';
ALTER USER '{account}'@'{host}' IDENTIFIED BY '{password}';
GRANT ALL PRIVILEGES ON `{database}%`.* TO '{account}'@'{host}';
DROP USER IF EXISTS ''@'localhost';
ALTER USER IF EXISTS 'root'@'localhost' ACCOUNT LOCK;
"""


class PrivateServer:
    """A server in a folder, which is made at the first start.

    ``options`` are further options of the server, for instance to trade safety for speed.
    """

    def __init__(self, folder: Path, password: str, options: Sequence[str] = ()):
        self.folder = folder
        self._password = password
        self._options = tuple(options)

    @property
    def url(self) -> str:
        """The address with the password, for CODEGARDEN_DATABASE_URL."""
        return (
            f"mysql+mysqlconnector://{ACCOUNT}:{quote(self._password, safe='')}"
            f"@{HOST}:{self._port()}/{DATABASE}"
        )

    def start(self) -> str:
        """Start the server unless it runs, wait until it answers, and return its address.

        Raises ``ServerError`` where none is installed, or with the last lines of its log.
        """
        with self._locked():
            if self.pid() is not None and self._refusal() is not None:
                self._end()  # it runs with another password: its next start changes that
            if self.pid() is None:
                program = find_server()
                make_tables(program, self.folder / "data")
                self._write_setup()
                self._launch(program)
            return self.url

    def stop(self) -> bool:
        """Stop the server and wait until it has ended; return whether it ran.

        Raises ``ServerError`` for one that does not end.
        """
        with self._locked():
            return self._end()

    def pid(self) -> int | None:
        """Return the number of the running server's process, None without one."""
        path = self.folder / "server.pid"
        try:
            pid = int(path.read_text())
        except (OSError, ValueError):
            return None
        # another process may have the number by now
        return pid if f"--datadir={self.folder / 'data'}" in _command_line(pid) else None

    def _port(self) -> int:
        return int((self.folder / "port").read_text())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let one start or stop pass at a time."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write_setup(self) -> None:
        """Write the statements that the server runs at its start; they hold the password."""
        password = self._password.replace("\\", "\\\\").replace("'", "\\'")
        statements = SETUP.format(database=DATABASE, account=ACCOUNT, host=HOST, password=password)
        write_private(self.folder / "setup.sql", statements)

    def _launch(self, program: Path) -> None:
        try:
            port = _free_port(self._port())
        except (OSError, ValueError):
            port = _free_port(0)
        (self.folder / "port").write_text(f"{port}\n")
        (self.folder / "server.log").unlink(missing_ok=True)
        command = [
            str(program),
            "--no-defaults",
            f"--datadir={self.folder / 'data'}",
            f"--init-file={self.folder / 'setup.sql'}",
            f"--pid-file={self.folder / 'server.pid'}",
            f"--log-error={self.folder / 'server.log'}",
            # relative to the data: the name of a socket may have 107 bytes only
            "--socket=server.sock",
            f"--bind-address={HOST}",
            f"--port={port}",
            "--skip-name-resolve",
            "--skip-log-bin",
            "--local-infile=0",
            "--loose-mysqlx=0",  # MySQL's second port
            "--max-allowed-packet=256M",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            *as_root(),
            *self._options,
        ]
        with (self.folder / "server.out").open("w") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                start_new_session=True,  # Ctrl-C in the terminal is not meant for it
            )
        self._wait(process)

    def _wait(self, process: subprocess.Popen) -> None:
        end = time.monotonic() + START_S
        while (refusal := self._refusal()) is not None:
            if process.poll() is not None:
                raise ServerError(f"the server ended at its start: {self._log()}")
            if time.monotonic() > end:
                process.terminate()
                raise ServerError(f"the server does not answer: {refusal}: {self._log()}")
            time.sleep(0.05)

    def _refusal(self) -> mysql.connector.Error | None:
        """Return why the server lets nobody in with the password, None when it does."""
        try:
            mysql.connector.connect(
                host=HOST,
                port=self._port(),
                user=ACCOUNT,
                password=self._password,
                database=DATABASE,
                charset="utf8mb4",
                collation="utf8mb4_bin",
                use_pure=True,
            ).close()
        except mysql.connector.Error as error:
            return error
        return None

    def _end(self) -> bool:
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + STOP_S
        while self.pid() is not None:
            if time.monotonic() > end:
                raise ServerError(f"the server (process {pid}) does not end: {self._log()}")
            time.sleep(0.05)
        return True

    def _log(self) -> str:
        """Return the last errors that the server wrote."""
        lines = []
        for name in ("server.out", "server.log"):
            path = self.folder / name
            if path.is_file():
                lines += path.read_text(errors="replace").splitlines()
        errors = [line for line in lines if "ERROR" in line or "rror:" in line] or lines
        return f"{explained(errors[-3:])} (all of it: {self.folder / 'server.log'})"


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by its owner only."""
    with replaced(path) as new:
        new.touch(mode=0o600)
        new.write_text(text, encoding="utf-8", newline="")


def _command_line(pid: int) -> str:
    """Return the command line of a process; "" of one that has ended."""
    if Path("/proc/self/cmdline").exists():
        path = Path(f"/proc/{pid}/cmdline")
        return path.read_bytes().decode(errors="replace") if path.exists() else ""
    report = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(report, capture_output=True, text=True).stdout


def _free_port(wanted: int) -> int:
    """Return the wanted port if it is free; 0 is any. Raises ``OSError`` for a taken one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, wanted))
        return probe.getsockname()[1]
