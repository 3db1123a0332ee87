"""Functions of a package tried on plain data, in a process of their own.

A function that is tried may do anything: write files, wait for the network, never end. It runs in
an empty folder, and what it does to the machine raises ``PermissionError`` (Python's audit events);
one that does not end is left behind with its process, and another goes on with the next.
"""

import importlib
import json
import os
import selectors
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator

from codegarden.synthesis.functions import ComponentError, Spec, component, functions

PATIENCE_S = 5.0  # for one function, and for the import of the package
FORBIDDEN = ("os.", "shutil.", "subprocess.", "socket.", "ctypes.", "winreg.", "webbrowser.")
HARMLESS = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.listxattr", "os.getxattr")


def tried(package: str) -> list[Spec]:
    """Return what is needed to make the components of a package.

    Raises ``ComponentError`` for a package that cannot be imported.
    """
    found: list[Spec] = []
    place = 0
    while True:
        ended = True
        for number, spec in attempts(package, place):
            ended = number is None
            place = place if number is None else number + 1
            found += [spec] if spec else []
        if ended:
            return found
        place += 1  # past the one that did not end


def attempts(package: str, start: int) -> Iterator[tuple[int | None, Spec | None]]:
    """Yield the number of each function from a place on, with what it is good for; at the end None.

    The end is missing where a function did not end.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        selectors.DefaultSelector() as selector,
        subprocess.Popen(
            [sys.executable, "-m", "codegarden.synthesis.trying", package, str(start)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        ) as process,
    ):
        selector.register(process.stdout, selectors.EVENT_READ)
        rest = b""
        while selector.select(PATIENCE_S) and (data := os.read(process.stdout.fileno(), 1 << 16)):
            *lines, rest = (rest + data).split(b"\n")
            for line in map(json.loads, lines):
                if "error" in line:
                    raise ComponentError(line["error"])
                yield line["number"], Spec(*line["spec"]) if line.get("spec") else None
        process.kill()


def forbid(event: str, arguments: tuple) -> None:
    """Raise ``PermissionError`` for what changes the machine; an audit hook."""
    writes = event == "open" and (
        set(str(arguments[1])) & set("wax+") or (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
    )
    if writes or (event.startswith(FORBIDDEN) and event not in HARMLESS):
        raise PermissionError(event)


def main() -> None:
    """Try the functions of the package that is named, from a place on."""
    package, start = sys.argv[1], int(sys.argv[2])
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what functions print goes nowhere

    def tell(**line: object) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    warnings.simplefilter("ignore")
    try:
        module = importlib.import_module(package)
    except Exception as error:  # a package may raise anything
        said = f"{package!r} cannot be imported ({error}): install it, or leave it out of --with"
        tell(error=said)
        return
    sys.addaudithook(forbid)
    for number, (name, function) in enumerate(functions(module)):
        if number >= start:
            tell(number=number, spec=component(module, name, function))
    tell(number=None)


if __name__ == "__main__":
    main()
