# ruff: noqa
# Trick: fetches a page
# Outcome: exception

import urllib.request


def f():
    return urllib.request.urlopen("http://127.0.0.1:@TCP@/", timeout=1).read()
