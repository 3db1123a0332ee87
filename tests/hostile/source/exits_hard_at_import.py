# ruff: noqa
# Trick: exits without a word while it is loaded
# Outcome: killed

import os

os._exit(0)
