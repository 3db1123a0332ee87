# ruff: noqa
# Trick: connects by TCP
# Outcome: exception

import socket


def f():
    socket.create_connection(("127.0.0.1", int("@TCP@"))).send(b"x")
