"""What Python asks of a program beyond its syntax, as far as its parser and compiler refuse it.

Targets of assignments, the order and names of arguments and parameters, statements that need a
function or a loop around them. Kept a terminal at a time, never by looking back.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache

from codegarden.language_model.sampling.bodies import Bodies
from codegarden.language_model.sampling.pushdown import Pushdown, Stack

BRACKETS_MOST = 30

_BODIES = ("function_body", "async_body", "class_body")
_PARAMETER_RULES = ("parameters", "starred", "parameter")
_LAMBDA_RULES = ("lambda", "lambda_parameters", "lambda_starred", "lambda_parameter")
_ARGUMENT_RULES = ("arguments", "arguments_of_class", "argument")
_WALRUS_AFTER = frozenset(("(", "[", ",", "if", "elif", "while"))
# not within a lambda or a comprehension
_AWAIT_AFTER = frozenset(("NEWLINE", "INDENT", "DEDENT", ";", "=", "return"))


@lru_cache(maxsize=100_000)
def around(stack: Stack, parser: Pushdown) -> tuple[str, bool]:
    """Return the kind of body around a place, "" at the top, and whether a loop is around it."""
    in_loop = False
    # behind the colon of a header, the parser is about to enter the body
    entered = [rule for rule in parser.states[stack[0]].rules if rule.endswith("_body")]
    for rule in (*entered, *parser.rules(stack)):
        in_loop |= rule == "loop_body"
        if rule in _BODIES:
            return rule, in_loop
    return "", in_loop


@dataclass(frozen=True)
class Frame:
    """A bracket that is open, or the parameters of a lambda.

    ``kind`` is "call", "parameters", "lambda" or "other". ``item`` is what has been read of the
    current item: "start" (nothing), "name" (nothing but a name) or "more". ``stage`` of a call: 0,
    1 after a keyword argument, 2 after ``**``; of parameters: 1 after a default, 2 after a star.
    ``names`` are those of keyword arguments or parameters. ``walrus``: one stood directly inside,
    and no comprehension may follow, whose variable it might bind. ``after`` is what the target of
    the statement is once the bracket is closed.
    """

    kind: str
    item: str = "start"
    stage: int = 0
    names: frozenset[str] = frozenset()
    name: str = ""
    walrus: bool = False
    after: str = "no"


@dataclass(frozen=True)
class Rules:
    """What the rules have to know of the program so far.

    ``target`` is what the current statement is so far, as a target of an assignment: "start"
    (nothing yet), "yes", "call" (only if it goes on), "dot", "annotated" or "no".
    """

    frames: tuple[Frame, ...] = ()
    target: str = "start"
    last: str = "NEWLINE"
    before_last: str = ""
    string: str = ""
    bodies: Bodies = field(default_factory=Bodies)

    @property
    def depth(self) -> int:
        """How many brackets and lambdas are open."""
        return len(self.frames)

    @property
    def names(self) -> frozenset[str]:
        """The names of the arguments or parameters that are being listed."""
        return self.frames[-1].names if self.frames else frozenset()

    @property
    def strings(self) -> str:
        """Which string literals may begin: after another one, only some without a prefix."""
        return "plain" if self.last == "STRING" else "all"

    def allow(self, accepted: frozenset[str], stack: Stack, parser: Pushdown) -> frozenset[str]:
        """Return the terminals, of those that the syntax accepts, that the rules accept as well."""
        banned: set[str] = set()
        if self.last == "STRING" and "b" in self.string:
            banned.add("STRING")
        if len(self.frames) >= BRACKETS_MOST:
            banned.update(("(", "[", "{", "lambda"))
        body, in_loop = around(stack, parser)
        if not in_loop:
            banned.update(("break", "continue"))
        if body not in ("function_body", "async_body"):
            banned.update(("return", "yield"))
        if self.frames:
            banned.add("yield")
        if body == "async_body":
            banned.add("yield")
        if body != "async_body" or self.frames or self.last not in _AWAIT_AFTER:
            banned.add("await")
        if body and self.last == "import":
            banned.add("*")
        banned |= self._assignment_bans(accepted, stack, parser)
        walrus = self.last == "NAME" and self.before_last in _WALRUS_AFTER
        if not walrus or len(self.frames) > 1:  # not in the iterable of a comprehension
            banned.add(":=")
        if self.frames:
            banned |= self._frame_bans(self.frames[-1], accepted)
            banned.update(("for",) if self.frames[-1].walrus else ())
        annotates = ":" in accepted and parser.shift(stack, ":")[1] == "expression"
        banned |= self.bodies.bans(self.last, bool(self.frames), annotates)
        return accepted - banned

    def _assignment_bans(self, accepted, stack, parser) -> set[str]:
        if self.frames:
            return set()
        banned = set()
        for sign in accepted:
            if sign == "=" and self.target not in ("yes", "annotated", "start"):
                banned.add(sign)
            elif sign in (":", "*", "NAME") or not sign.endswith("=") or sign in _COMPARISONS:
                continue
            elif sign != "=" and self.target != "yes":
                banned.add(sign)
        is_expression = parser.shift(stack, ":")[1] == "expression" if ":" in accepted else False
        if is_expression and self.target != "yes":
            banned.add(":")
        if "*" in accepted and self.last == "," and self.target != "start":
            banned.add("*")
        return banned

    def _frame_bans(self, frame: Frame, accepted: frozenset[str]) -> set[str]:
        if frame.kind == "call":
            nameable = frame.item == "name" and frame.name not in frame.names
            banned = set() if nameable else {"="}
            if frame.stage and frame.item == "start":
                star = {"*"} if frame.stage == 1 else set()
                return banned | (accepted - {"NAME", "**", ")"} - star)
            if frame.stage and frame.item == "name":
                return banned | (accepted - {"="})
            return banned
        if frame.kind in ("parameters", "lambda") and frame.stage == 1 and frame.item == "name":
            return set(accepted) & {",", ")", "/"} | ({":"} if frame.kind == "lambda" else set())
        return set()

    def may_be(self, word: str, kind: str, stack: Stack, parser: Pushdown) -> bool:
        """Say whether a word may stand where it stands: a parameter needs a name of its own."""
        if kind != "NAME":
            return True
        if not self.bodies.may_be(word, parser.shift(stack, "NAME")[1], self.last):
            return False
        if not self.frames:
            return True
        frame = self.frames[-1]
        if frame.kind not in ("parameters", "lambda") or frame.item != "start":
            return True
        return word not in frame.names

    def after(self, terminal: str, text: str, rule: str) -> "Rules":
        """Return the rules after one more terminal, with its text and the rule that it is of."""
        frames, target = self.frames, self.target
        if terminal in ("(", "[", "{", "lambda"):
            resumed = {"(": "call", "[": "yes"}.get(terminal, "no")
            goes_on = rule in ("trailer", "deleted") and target in ("yes", "call")
            kind = "lambda" if terminal == "lambda" else _kind_of_bracket(terminal, rule)
            after = resumed if goes_on else "annotated" if target == "annotated" else "no"
            frames = (*_more(frames), Frame(kind, after=after))
        elif terminal in (")", "]", "}") or (terminal == ":" and rule == "lambda"):
            if len(frames) == 1:
                target = frames[-1].after
            frames = frames[:-1]
        elif frames:
            frames = (*frames[:-1], _item(frames[-1], terminal, text, rule))
        else:
            target = _target(target, terminal, rule)
        string = text.partition(text[-1])[0].lower() if terminal == "STRING" else ""
        bodies = self.bodies.after(terminal, text, rule, self.last)
        return Rules(frames, target, terminal, self.last, string, bodies)


_COMPARISONS = frozenset(("==", "!=", "<=", ">=", ":="))


def _kind_of_bracket(terminal: str, rule: str) -> str:
    if terminal == "(" and rule in ("trailer", "class"):
        return "call"
    return "parameters" if terminal == "(" and rule in ("function", "async") else "other"


def _more(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames with the item of the innermost one, if it is a call, no longer empty."""
    if not frames or frames[-1].kind != "call":
        return frames
    return (*frames[:-1], replace(frames[-1], item="more"))


def _item(frame: Frame, terminal: str, text: str, rule: str) -> Frame:
    """Return an open bracket after one more terminal directly inside of it."""
    if terminal == ":=":
        return replace(frame, item="more", walrus=True)
    if frame.kind == "call":
        if terminal == "," and rule in _ARGUMENT_RULES:
            return replace(frame, item="start", name="")
        if terminal == "NAME" and frame.item == "start":
            return replace(frame, item="name", name=text)
        if terminal == "=" and rule in _ARGUMENT_RULES:
            names = frame.names | {frame.name}
            return replace(frame, item="more", stage=max(1, frame.stage), names=names)
        stage = 2 if terminal == "**" and rule in _ARGUMENT_RULES else frame.stage
        return replace(frame, item="more", stage=stage)
    if frame.kind in ("parameters", "lambda"):
        if rule not in (_PARAMETER_RULES if frame.kind == "parameters" else _LAMBDA_RULES):
            return frame
        if terminal == ",":
            return replace(frame, item="start")
        if terminal == "NAME":
            return replace(frame, item="name", names=frame.names | {text})
        if terminal == "=":
            return replace(frame, item="more", stage=max(1, frame.stage))
        if terminal in ("*", "**"):
            return replace(frame, stage=2)
    return frame


def _target(target: str, terminal: str, rule: str) -> str:
    """Return what the statement is as a target after one more terminal outside of brackets."""
    if terminal in ("NEWLINE", "INDENT", "DEDENT", ";") or (
        terminal == ":" and rule not in ("expression", "lambda")
    ):
        return "start"
    if target == "annotated" and terminal != "=":
        return target
    if rule == "expression":
        if terminal == "=":
            return "no" if target == "annotated" else "start"
        if terminal == ":":
            return "annotated"
        if terminal == ",":
            return "start" if target in ("yes", "start") else "no"
        if terminal == "*":
            return target
    if terminal == "NAME":
        return "yes" if target in ("start", "dot") else "no"
    if terminal == "." and target in ("yes", "call"):
        return "dot"
    return "no"
