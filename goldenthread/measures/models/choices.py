"""Codes as the choices of a column."""

from __future__ import annotations

from enum import StrEnum


def choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    """The codes of the rules, each with plain words for the administrator's pages."""
    return [(code.value, code.value.replace("_", " ").lower()) for code in codes]
