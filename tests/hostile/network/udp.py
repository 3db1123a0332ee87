# ruff: noqa
# Trick: sends by UDP
# Outcome: exception

import socket


def f():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int("@UDP@")))
