"""Which layers of the jail hold on this system, and what to do where one does not.

Only asks the kernel; it confines nothing. For ``codegarden doctor``, and for the sandbox, which
refuses to run where a layer is missing unless told to be content with less.
"""

import os
import sys
from dataclasses import dataclass

from codegarden.sandbox import landlock, seccomp, syscalls
from codegarden.sandbox.forking import cpu_of

WEAK = "or accept less with isolation='weak' (CODEGARDEN_ISOLATION=weak)"
ON_LINUX = f"run on Linux, in a container or a virtual machine for instance, {WEAK}"
NAMES = ("landlock", "seccomp", "capabilities", "limits", "pdeathsig", "clock")


@dataclass(frozen=True)
class Layer:
    """One layer of the jail: whether it holds here, what of it, and the remedy if it does not."""

    name: str
    holds: bool
    detail: str
    remedy: str = ""


def layers() -> list[Layer]:
    """Return the layers of the jail, the outermost first."""
    if sys.platform != "linux":
        return other_system()
    return [
        landlock_layer(),
        seccomp_layer(),
        Layer("capabilities", True, "dropped" if os.geteuid() == 0 else "none to drop"),
        Layer("limits", True, "memory, CPU, files, descriptors"),
        Layer("pdeathsig", True, "no process outlives the one that started it"),
        clock_layer(),
    ]


def missing() -> list[Layer]:
    """Return the layers that do not hold here."""
    return [layer for layer in layers() if not layer.holds]


def refusal(lacking: list[Layer]) -> str:
    """Return why the sandbox refuses to run without some layers, with the remedies; "" for none."""
    reasons = "; ".join(f"{lack.name} ({lack.detail}): {lack.remedy}" for lack in lacking)
    return f"the sandbox lacks {reasons}" if lacking else ""


def landlock_layer() -> Layer:
    """Return what landlock holds here: the files."""
    abi = landlock.abi()
    if abi < 1:
        remedy = "use Linux 5.13 or later with landlock in its 'lsm=' list (Docker 23 or later)"
        return Layer("landlock", False, "the kernel does not offer it", f"{remedy}, {WEAK}")
    parts = ["files"] + ["TCP"] * (abi >= 4) + ["signals, abstract sockets"] * (abi >= 6)
    return Layer("landlock", True, f"ABI {abi}: {', '.join(parts)}")


def seccomp_layer() -> Layer:
    """Return whether seccomp holds here: the system calls."""
    machine = syscalls.machine()
    if machine not in syscalls.AUDIT:
        remedy = f"use x86-64 or aarch64, {WEAK}"
        return Layer("seccomp", False, f"no list of system calls for {machine}", remedy)
    if not seccomp.is_available():
        remedy = f"use a kernel with CONFIG_SECCOMP_FILTER, {WEAK}"
        return Layer("seccomp", False, "the kernel does not offer filters", remedy)
    return Layer("seccomp", True, f"an allow-list for {machine}")


def clock_layer() -> Layer:
    """Return whether CPU time can be measured from outside of a process."""
    if cpu_of(os.getpid()) > 0:
        return Layer("clock", True, "CPU time is measured from outside")
    return Layer("clock", False, "the CPU time of a process cannot be read", ON_LINUX)


def other_system() -> list[Layer]:
    """Return the layers of a system that is not Linux."""
    lacks = [Layer(name, False, f"{sys.platform} has none", ON_LINUX) for name in NAMES]
    held = Layer("limits", True, "CPU and files; memory is not limited")
    return [held if layer.name == "limits" else layer for layer in lacks]
