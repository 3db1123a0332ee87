"""What a child may say: the shape of a reply, checked before anybody looks inside.

And the alarm under which the judge does what a program's reply might make slow.
"""

import signal

TAGS = frozenset(
    ("loaded", "value", "raised", "odd", "large", "memory", "missing", "syntax", "flood", "slow")
)
LAST = frozenset(("flood", "slow"))  # the child ends itself with these
LARGE = 1 << 14  # bytes of a reply above which decoding is timed


class Slow(BaseException):
    """The alarm: work on the judge's side took too long."""


class alarm:  # noqa: N801  (reads as a verb, like contextlib.suppress)
    """Raise ``Slow`` in the main thread after so many seconds."""

    def __init__(self, seconds: float):
        self.seconds = max(seconds, 0.001)

    def __enter__(self):
        signal.signal(signal.SIGALRM, self.ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def ring(*_):
        """Handle the signal."""
        raise Slow


def is_reply(reply) -> bool:
    """Return whether decoded data has the shape of a child's reply."""
    return (
        type(reply) is list
        and len(reply) == 4
        and type(reply[0]) is str
        and reply[0] in TAGS
        and type(reply[2]) is str
        and type(reply[3]) is list
        and all(type(line) is int for line in reply[3])
        and (reply[0] not in ("raised", "syntax") or is_description(reply[1]))
        and (reply[0] != "odd" or has_types(reply[1], (str, str, int)))
    )


def is_description(content) -> bool:
    """Return whether decoded data tells of an exception, as the child's ``describe`` does."""
    return (
        has_types(content, (str, list, str, (tuple, type(None)), list))
        and bool(content[1])
        and all(type(name) is str for name in content[1])
        and all(map(is_description, content[4]))
    )


def has_types(content, types: tuple) -> bool:
    """Return whether decoded data is a list of values of these types."""
    return (
        type(content) is list
        and len(content) == len(types)
        and all(map(isinstance, content, types))
    )
