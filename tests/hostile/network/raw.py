# ruff: noqa
# Trick: opens a raw socket
# Outcome: exception

import socket


def f():
    return socket.socket(socket.AF_PACKET, socket.SOCK_RAW).fileno()
