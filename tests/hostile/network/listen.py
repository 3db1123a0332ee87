# ruff: noqa
# Trick: listens
# Outcome: exception

import socket


def f():
    server = socket.create_server(("127.0.0.1", 0))
    return server.getsockname()
