"""Which version of the product draws a document: part of what decides its content."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def code_version() -> str:
    """“0.3.0”, or “unknown” where the product runs without having been installed."""
    try:
        return version("goldenthread")
    except PackageNotFoundError:
        return "unknown"
