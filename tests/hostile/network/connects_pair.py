# ruff: noqa
# Trick: connects one end of a pair to a listener
# Outcome: exception

import socket


def f():
    one, other = socket.socketpair()
    one.connect("@UNIX@")
    one.send(b"x")
