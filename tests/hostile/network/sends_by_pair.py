# ruff: noqa
# Trick: sends to an address by one end of a pair
# Outcome: exception

import socket


def f():
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"x", "@UNIX@")
