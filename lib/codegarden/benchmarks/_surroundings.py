"""What a hostile program might reach: canary files, listeners, secrets; and whether it did."""

import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Surroundings:
    """What a trick might reach: canary files, listeners, secrets; and whether it did."""

    def __init__(self, folder: Path):
        self.secret = secrets.token_hex(16)
        self.expected = f"correct horse {secrets.token_hex(16)}"
        self.canary = folder / "canary"
        self.sockets = folder / "sockets"
        for path in (self.canary, self.sockets):
            path.mkdir()
        (self.canary / "secret.txt").write_text(self.secret)
        (self.canary / "secret_module.py").write_text(f"SECRET = {self.secret!r}\n")
        (self.canary / f"{self.secret}.txt").write_text("its name is the secret\n")
        (self.canary / "link_to_secret").symlink_to(self.canary / "secret.txt")
        self.listeners = list(self.listen())
        self.before = self.snapshot()

    def listen(self) -> Iterator[socket.socket]:
        """Open the listeners on this machine."""
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(self.sockets / "unix"))
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind(f"\0codegarden-{self.secret}")
        for listener in (self.unix, self.abstract):
            listener.listen()
        for listener in (self.tcp, self.udp, self.unix, self.abstract):
            listener.setblocking(False)
            yield listener

    def fill_in(self, source: str) -> str:
        """Return a program with the places that it looks for."""
        places = {
            "@CANARY@": str(self.canary),
            "@TCP@": str(self.tcp.getsockname()[1]),
            "@UDP@": str(self.udp.getsockname()[1]),
            "@UNIX@": str(self.sockets / "unix"),
            "@ABSTRACT@": f"codegarden-{self.secret}",
        }
        for mark, place in places.items():
            source = source.replace(mark, place)
        return source

    def snapshot(self) -> list:
        """Return what the canary files and the shared places look like."""
        found = []
        for path in sorted(self.canary.rglob("*")):
            status = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found.append((path.name, status.st_mode, status.st_uid, status.st_mtime_ns, content))
        shared = [path for path in (Path("/dev/shm"), Path("/tmp")) if path.is_dir()]
        strays = [str(p) for folder in shared for p in folder.glob("*codegarden_hostile*")]
        return [*found, *strays]

    def heard(self) -> list[str]:
        """Return the listeners that something has come to."""
        names = []
        for name in ("tcp", "udp", "unix", "abstract"):
            listener = getattr(self, name)
            try:
                if listener is self.udp:
                    listener.recv(100)
                else:
                    listener.accept()[0].close()
            except BlockingIOError:
                continue
            names.append(name)
        return names

    def close(self) -> None:
        """Close the listeners."""
        for listener in self.listeners:
            listener.close()


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    """Yield fresh surroundings."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        around = Surroundings(Path(folder))
        try:
            yield around
        finally:
            around.close()
