"""What each process of the sandbox gives up, and when.

The zygote gives up files, capabilities and memory once; what it gave up no child has. A child gives
up system calls by itself, because they include the fork that made it. The judge, which reads what
programs send, gives up files, capabilities and the system calls that it does not need as well.

``without`` leaves a layer out, for measuring what each holds; which layers a system has is told in
``layer.py``.
"""

import os
import resource
import sys
import sysconfig

from codegarden.sandbox import kernel, landlock, seccomp

SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
JUDGE_MEMORY = 4 << 30


class Guard:
    """The bars that each child puts up around itself."""

    def __init__(self, options: dict, filter_: seccomp.Filter | None):
        self.without = options["without"]
        self.filter = filter_

    def confine_child(self, request: dict, zygote: int) -> None:
        """Confine the process that is about to run a program."""
        if "pdeathsig" not in self.without:
            kernel.die_with(zygote)
        if "limits" not in self.without:
            resource.setrlimit(resource.RLIMIT_CPU, (request["cpu"], request["cpu"] + 1))
        if request.get("folder"):
            os.chdir(request["folder"])
        if self.filter:
            self.filter.install()
        else:
            os.setpgid(0, 0)  # what it may start now is ended with it, if it stays in the group


def confine_zygote(options: dict) -> Guard:
    """Confine the zygote, and return what its children still have to do."""
    without = options["without"]
    folder = options.get("folder")
    filter_ = None
    if "seccomp" not in without:
        filter_ = seccomp.Filter("folder" if folder else "program")
    if "capabilities" not in without:
        kernel.drop_capabilities()
    if "limits" not in without:
        limit_zygote(options)
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    if "landlock" not in without:
        landlock.restrict([*python_folders(), *SYSTEM, *DEVICES], [folder] if folder else [])
    if "pdeathsig" not in without:
        kernel.die_with(options["parent"])  # last, because changing credentials forgets it
    return Guard(options, filter_)


def limit_zygote(options: dict) -> None:
    """Limit what the zygote and its children may take; the first number that is reached counts."""
    kernel.limit(resource.RLIMIT_CORE, 0)
    kernel.limit(resource.RLIMIT_NOFILE, 64)
    kernel.limit(resource.RLIMIT_FSIZE, options["limits"]["folder"] if options.get("folder") else 0)
    for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        if hasattr(resource, name):
            kernel.limit(getattr(resource, name), 0)
    if sys.platform == "linux":
        memory = kernel.address_space() + options["limits"]["memory"]
        kernel.limit(resource.RLIMIT_AS, memory)


def confine_judge(options: dict) -> None:
    """Confine the judge, before it starts its zygote; ``confine_started_judge`` comes after it.

    The zygote's landlock domain then lies within the judge's, which lets the judge kill a child
    and a child not signal the judge.
    """
    without = options["without"]
    folder = options.get("folder")
    if "capabilities" not in without:
        kernel.drop_capabilities()
    if sys.platform == "linux":
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    if "landlock" not in without:
        # the zygote starts from here, and looks up in /proc what it takes itself
        readable = [sys.prefix, sys.base_prefix, *sys.path, *python_folders(), *SYSTEM, *DEVICES]
        readable.append("/proc")
        writable = ["/dev/null"] + ([folder] if folder else [])
        landlock.restrict(readable, writable, may_execute=True)
    if "pdeathsig" not in without:
        kernel.die_with(options["master"])


def confine_started_judge(options: dict) -> None:
    """Give up the system calls, and the memory, that only starting the zygote took."""
    without = options["without"]
    if "limits" not in without:
        kernel.limit(resource.RLIMIT_CORE, 0)
        if sys.platform == "linux":
            kernel.limit(resource.RLIMIT_AS, JUDGE_MEMORY)
    if "seccomp" not in without:
        seccomp.Filter("judge").install()


def python_folders() -> list[str]:
    """Return the folders of the standard library and of the libraries that it loads."""
    paths = sysconfig.get_paths()
    libraries = os.path.join(sys.base_prefix, "lib")  # noqa: PTH118  (pathlib is slow to import)
    return [paths["stdlib"], paths["platstdlib"], libraries]
