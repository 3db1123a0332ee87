"""The server program of the machine: which one is installed, and how its own tables are made.

MariaDB makes them with a script, MySQL by itself. Nothing here starts a server.
"""

import os
import shutil
import subprocess
from pathlib import Path

# where servers are installed that no PATH of a user names
FOLDERS = ("/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/mysql/bin")
FOLDERS += ("/opt/homebrew/bin", "/opt/homebrew/sbin")


class ServerError(RuntimeError):
    """The private server cannot do what was asked; the message names the remedy."""


def find_server() -> Path:
    """Return the installed server, MariaDB's before MySQL's.

    Raises ``ServerError`` that names the package to install.
    """
    found = _find("mariadbd") or _find("mysqld")
    if found is None:
        raise ServerError(
            "neither mariadbd nor mysqld is installed: install the package mariadb-server "
            "(Debian, Ubuntu, Fedora: apt or dnf install mariadb-server; macOS: brew install "
            "mariadb), or start MySQL with Docker: docker compose up -d"
        )
    return found


def make_tables(program: Path, data: Path) -> None:
    """Make the folder of the server's own tables; half made ones are never taken for whole.

    Raises ``ServerError`` with the last lines that the program wrote.
    """
    unfinished = data.with_name("data.unfinished")
    if data.exists():
        return
    shutil.rmtree(unfinished, ignore_errors=True)
    if _is_mariadb(program):
        command = [str(_install_program(program)), "--no-defaults", "--skip-test-db"]
        command += ["--auth-root-authentication-method=socket"]
        # with --user the script changes files of the system, unless it runs in a package
        command += ["--rpm"] if os.geteuid() == 0 else []
    else:
        command = [str(program), "--no-defaults", "--initialize-insecure"]
    command += [f"--datadir={unfinished}", *as_root()]
    done = subprocess.run(command, capture_output=True, text=True, cwd=data.parent)
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip()).splitlines()[-5:]
        raise ServerError(f"{program.name} cannot make its tables: {explained(lines)}")
    unfinished.rename(data)


def _find(name: str) -> Path | None:
    folders = os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])
    found = shutil.which(name, path=folders)
    return Path(found) if found else None


def _is_mariadb(program: Path) -> bool:
    version = subprocess.run([str(program), "--version"], capture_output=True, text=True)
    return "MariaDB" in version.stdout


def _install_program(program: Path) -> Path:
    """Return the script that makes MariaDB's own tables."""
    for name in ("mariadb-install-db", "mysql_install_db"):
        if found := _find(name):
            return found
    raise ServerError(
        f"{program} is installed without mariadb-install-db: install the package mariadb-server"
    )


def as_root() -> list[str]:
    """Return the option without which the server refuses to run as root."""
    return ["--user=root"] if os.geteuid() == 0 else []


def explained(lines: list[str]) -> str:
    """Return lines of a log as one, with advice where they speak of missing rights."""
    text = " | ".join(line.strip() for line in lines) or "it says nothing"
    if "ermission denied" in text or "errno: 13" in text.lower():
        text += (
            " | if the folder is yours, AppArmor may keep mysqld to its own folders: install "
            "mariadb-server, or use Docker: docker compose up -d"
        )
    return text
