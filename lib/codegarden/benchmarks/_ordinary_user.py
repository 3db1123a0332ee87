"""Code run as a user without rights, by a copy of this Python that such a user may read."""

import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import msgpack

from codegarden import settings

NOBODY = 65534


def output_as_nobody(code: str, folder: Path, *arguments: str) -> str:
    """Return what a text of Python prints as a user without rights; this process has to be root.

    Its first argument is the path of a copy of ``folder``. Raises
    ``subprocess.CalledProcessError`` where it fails.
    """
    with tempfile.TemporaryDirectory(prefix="python-") as home:
        python = copy_python(Path(home), folder)
        return subprocess.run(
            [python, "-B", "-c", code, str(Path(home) / folder.name), *arguments],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            env={
                "LANG": "C.UTF-8",
                "LD_LIBRARY_PATH": str(python.parents[1] / "lib"),
                "PYTHONPATH": str(next(python.parents[1].glob("lib/*/site-packages"))),
            },
            cwd="/",
            stdout=subprocess.PIPE,
            check=True,
            timeout=600,
            text=True,
        ).stdout


def copy_python(home: Path, folder: Path) -> Path:
    """Copy what the sandbox needs of this Python to where everybody may read it."""
    home.chmod(0o755)
    version = f"python{sysconfig.get_python_version()}"
    library = home / "lib" / version
    leave = ("test", "idlelib", "tkinter", "lib2to3", "ensurepip", "turtledemo", "site-packages")
    shutil.copytree(
        sysconfig.get_paths()["stdlib"],
        library,
        ignore=shutil.ignore_patterns(*leave, "config-*", "*.a"),
    )
    packages = library / "site-packages"
    for package in (Path(msgpack.__file__).parent, Path(settings.__file__).parent):
        shutil.copytree(package, packages / package.name)
    shutil.copytree(folder, home / folder.name)
    for shared in (Path(sys.base_prefix) / "lib").glob("libpython*.so*"):
        shutil.copy2(shared, home / "lib")
    (home / "bin").mkdir()
    python = home / "bin" / version
    shutil.copy2(Path(sys.executable).resolve(), python)
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path == python else 0o644)
    return python
