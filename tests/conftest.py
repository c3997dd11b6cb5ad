"""What every test shares: `make test` tries the same examples each time, `make fuzz` new ones.

A property that one example in a million breaks would otherwise fail on a change that has nothing to do with
it, and one that is slow on a busy machine for no fault at all: speed is measured by `make bench`.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("the same each time", derandomize=True, deadline=None)
settings.register_profile("new each time", deadline=None, print_blob=True)
settings.load_profile("new each time" if os.environ.get("NEW_EXAMPLES") else "the same each time")
