# ruff: noqa
# Trick: sends a descriptor to the judge
# Outcome: exception

import os
import socket


def f():
    for number in range(3, 64):
        try:
            channel = socket.socket(fileno=os.dup(number))
            socket.send_fds(channel, [b"x"], [0])
        except OSError as error:
            last = error
    raise last
