"""A private MySQL or MariaDB server in a folder of the project."""

from codegarden.store.mysql_server.program import ServerError
from codegarden.store.mysql_server.project import start, status, stop
from codegarden.store.mysql_server.server import PrivateServer

__all__ = ["PrivateServer", "ServerError", "start", "status", "stop"]
