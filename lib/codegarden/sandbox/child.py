"""Runs one program, or a batch of them, in the process that was forked for it.

Everything here happens under the same roof as untrusted code, so nothing here is trusted: the judge
believes no more than that some bytes came out of a descriptor. What this file does for itself is to
stay in working order whatever the program patches: it keeps its own builtins, and binds what it
needs at import.

It does not limit (``jail``) and it does not judge (``judge.py``). The zygote loads it by itself,
outside the package.
"""

import builtins

# A program under test may patch ``builtins``: the functions below keep a copy of their own.
__builtins__ = dict(vars(builtins))

import sys
from io import BufferedWriter, RawIOBase, TextIOWrapper
from os import _exit, read
from signal import ITIMER_PROF, SIGPROF, setitimer, signal
from sys import settrace
from types import ModuleType

from codegarden.sandbox.guarded import NAME, guarded, names_in
from codegarden.sandbox.handles import MRO, Handles, kind_of
from codegarden.sandbox.wire import (
    WireError,
    pack,
    read_frame,
    unpack,
    write_frame,
)

FILE = "<program>"
SYNTAX = (SyntaxError, ValueError, RecursionError, OverflowError)
EXCEPTIONS = [
    kind
    for kind in vars(builtins).values()
    if isinstance(kind, type) and issubclass(kind, BaseException)
]
# how much is told of an exception
ARGUMENTS_BYTES, NAME_LENGTH, MEMBERS, DEEPEST = 4096, 100, 20, 5


class Output(RawIOBase):
    """Standard output, kept in memory up to a limit, at which the process ends."""

    def __init__(self):
        self.chunks = []
        self.left = 1 << 16
        self.fd = -1

    def writable(self):
        """Say that it can be written to."""
        return True

    def write(self, data):
        """Keep what is printed."""
        size = len(data)
        self.left -= size
        if self.left < 0:
            write_frame(self.fd, pack(["flood", None, "", []]))
            _exit(0)
        self.chunks.append(bytes(data))
        return size


OUTPUT = Output()
STDOUT = TextIOWrapper(BufferedWriter(OUTPUT), "utf-8", "backslashreplace")


class Runner:
    """Runs programs and answers the judge, one reply a step."""

    def __init__(self, fd: int, options: dict):
        self.fd = fd
        self.output = options["output"]
        self.result_bytes = options["result_bytes"]
        self.trace_cpu = options.get("trace_cpu")
        self.lines = []
        self.tracer = None
        OUTPUT.fd = fd

    def run(self, source: str, entry_point: str, steps: list) -> None:
        """Load one program, answer how that went, and then each step."""
        self.handles = Handles()
        self.begin()
        try:
            code = compile(source, FILE, "exec", dont_inherit=True)
        except SYNTAX as error:
            return self.send("syntax", describe(error))
        except MemoryError:
            return self.send("memory", None)
        state, namespace = self.load(code, entry_point)
        if namespace is None:
            return self.send(*state)
        self.send("loaded", None, False)
        for step in steps:
            self.step(code, entry_point, namespace, step)
        return None

    def load(self, code, entry_point: str):
        """Execute a program in a module of its own; return (reply, None) where that fails."""
        module = ModuleType("candidate")
        namespace = module.__dict__
        namespace["__builtins__"] = builtins
        sys.modules["candidate"] = module
        try:
            exec(code, namespace)
        except MemoryError:
            return ("memory", None), None
        except BaseException as error:
            return ("raised", describe(error)), None
        if entry_point and not callable(namespace.get(entry_point)):
            return ("missing", entry_point), None
        return None, namespace

    def step(self, code, entry_point: str, namespace: dict, step: list) -> None:
        """Run one step and answer with its value or with what went wrong."""
        kind, *content = step
        if kind == "serve":
            return self.serve(namespace)
        self.begin()
        if kind == "call":
            name, arguments, keywords = content
            if name not in namespace:
                return self.send("missing", name)
            return self.answer(lambda: namespace[name](*arguments, **keywords))
        setup, expression = content
        if setup:
            state, namespace = self.load(code, entry_point)
            if namespace is None:
                return self.send(*state)

        def evaluate():
            if setup:
                exec(compile(setup, "<setup>", "exec", dont_inherit=True), namespace)
            code = compile(expression, "<test>", "eval", dont_inherit=True)
            return eval(code, namespace | guarded(namespace, names_in(code)))

        return self.answer(evaluate)

    def serve(self, namespace: dict) -> None:
        """Answer the calls that the judge sends, until it closes the channel."""
        handles = self.handles
        while True:
            try:
                action, target, *rest = unpack(read_frame(self.fd))
            except EOFError:
                return
            self.begin()
            if action != "name":
                self.answer(lambda a=action, t=target, r=rest: handles.use(a, t, r))
            elif target not in namespace:
                self.send("missing", target)
            else:
                handle = handles.add(namespace[target])
                self.answer(lambda h=handle, r=rest: handles.use("call", h, r))

    def answer(self, function) -> None:
        """Call a function and answer with what it returned or raised."""
        try:
            if self.trace_cpu:
                settrace(self.tracer)
            try:
                value = function()
            finally:
                settrace(None)
        except MemoryError:
            return self.send("memory", None)
        except BaseException as error:
            return self.send("raised", describe(error))
        return self.send("value", value)

    def begin(self) -> None:
        """Start a step with fresh standard output and no lines covered."""
        OUTPUT.left = self.output
        sys.stdout = STDOUT
        if self.trace_cpu:
            self.lines = set()
            self.tracer = make_tracer(self.lines)
            signal(SIGPROF, self.too_slow)
            setitimer(ITIMER_PROF, self.trace_cpu)

    def too_slow(self, *_) -> None:
        """End a slow program with the lines that it covered.

        The judge ends it as well, but then the lines are lost, which are what the repair of an
        endless loop needs.
        """
        settrace(None)
        self.send("slow", None)
        _exit(0)

    def send(self, tag: str, content, with_output: bool = True) -> None:
        """Send one reply: tag, content, standard output and the lines covered."""
        text = take_output() if with_output else ""
        lines = sorted(self.lines)
        try:
            reply = pack([tag, content, text, lines])
        except WireError as error:
            reply = pack(["odd", self.refer_to(content, str(error)), text, lines])
        except MemoryError:
            reply = pack(["memory", None, text, lines])
        if len(reply) > self.result_bytes + len(text) * 4 + len(lines) * 9 + 64:
            reply = pack(["large", len(reply), text, lines])
        write_frame(self.fd, reply)

    def refer_to(self, value, reason: str) -> list:
        """Return why a value is no plain data, what may be done with it, and its handle."""
        return [reason, kind_of(value), self.handles.add(value)]


def make_tracer(lines: set[int]):
    """Return a trace function that notes the program's lines."""

    def local(frame, event, _):
        if event == "line":
            lines.add(frame.f_lineno)
        return local

    def tracer(frame, event, _):
        return local if frame.f_code.co_filename == FILE else None

    return tracer


def take_output() -> str:
    """Return what was printed since the last call."""
    try:
        STDOUT.flush()
    except BaseException:  # the program closed it, or took it apart
        return ""
    text = b"".join(OUTPUT.chunks).decode("utf-8", "replace")
    OUTPUT.chunks.clear()
    return text


def describe(error: BaseException, depth: int = 0) -> list:
    """Return what is told of an exception, whatever its own methods do.

    Its text, the names of its types, the nearest of Python's own types among them, its arguments
    where they are plain data, and the exceptions that it groups.
    """
    try:
        text = str.__str__(str(error))[:300]
    except BaseException:
        text = ""
    line = MRO(type(error))
    base = next((NAME(kind) for kind in line if any(kind is known for known in EXCEPTIONS)), "")
    try:
        args = BaseException.args.__get__(error)
        args = args if len(pack(args)) <= ARGUMENTS_BYTES else None
    except BaseException:
        args = None
    members = []
    if depth < DEEPEST and issubclass(type(error), BaseExceptionGroup):
        grouped = BaseExceptionGroup.exceptions.__get__(error)
        members = [describe(member, depth + 1) for member in grouped[:MEMBERS]]
    names = [NAME(kind)[:NAME_LENGTH] for kind in line[:MEMBERS]]
    return [text, names, base, args, members]


def main(fd: int, request: list) -> None:
    """Run the programs of a request, each with its steps."""
    options, programs = request
    runner = Runner(fd, options)
    for source, entry_point, steps in programs:
        runner.run(source, entry_point, steps)
    read(fd, 1)  # stay until the judge has looked at the clock: it closes the channel, or kills
