# ruff: noqa
# Trick: asks the kernel for its network
# Outcome: exception

import socket


def f():
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).fileno()
