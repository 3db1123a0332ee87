# ruff: noqa
# Trick: exits while it is loaded
# Outcome: exception

import sys

sys.exit(0)
