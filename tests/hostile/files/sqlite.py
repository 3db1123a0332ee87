# ruff: noqa
# Trick: makes a database
# Outcome: exception

import sqlite3


def f():
    connection = sqlite3.connect("@CANARY@/made.db")
    connection.execute("create table t (x)")
    connection.commit()
