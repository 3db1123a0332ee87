# ruff: noqa
# Trick: connects to an abstract unix socket
# Outcome: exception

import socket


def f():
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("\0@ABSTRACT@")
    connection.send(b"x")
