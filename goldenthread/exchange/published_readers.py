"""The published sets that can be read, by the names of their commands and of their folders in the demo."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.exchange.lgbf import read_lgbf
from goldenthread.exchange.neighbours import read_neighbours
from goldenthread.exchange.published_sets import Reader

READERS: Mapping[str, Reader] = {"lgbf": read_lgbf, "trafford": read_neighbours}
