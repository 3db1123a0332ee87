# ruff: noqa
# Trick: connects to a unix socket
# Outcome: exception

import socket


def f():
    connection = socket.socket(socket.AF_UNIX)
    connection.connect("@UNIX@")
    connection.send(b"x")
