# ruff: noqa
# Trick: imports much of the standard library
# Outcome: pass
# Expected: True

import importlib


def f():
    names = """abc argparse array ast asyncio base64 bisect calendar cmath collections contextlib copy csv
    dataclasses datetime decimal difflib enum fractions functools hashlib heapq html io itertools json
    keyword logging math numbers operator os pathlib pickle pprint queue random re secrets shlex
    sqlite3 statistics string struct sys tempfile textwrap threading time timeit traceback types typing
    unicodedata unittest uuid weakref xml.etree.ElementTree zlib zoneinfo""".split()
    return all(importlib.import_module(name) for name in names)
