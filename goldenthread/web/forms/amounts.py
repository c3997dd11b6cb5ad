"""Numbers as people type them: pounds, days and years; empty where nothing is said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.web.forms.needs import AmountField

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*[/–-]\s*\d\d(?:\d\d)?)?", re.ASCII)


class KeptAmountField(AmountField):
    """An amount that comes back without the zeros its column adds: 1200.00 is 1200."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize() + 0:f}" if isinstance(value, Decimal) else value


class YearField(forms.CharField):
    """A financial year typed as 2012/13, 2012-13 or 2012; gives the year that it begins in."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", "For example 2012/13")
        super().__init__(max_length=9, **more)

    def prepare_value(self, value: Any) -> Any:
        return f"{value}/{(value + 1) % 100:02d}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        found = _YEAR.fullmatch(str(super().clean(value)).strip())
        if found is None:
            raise forms.ValidationError(f"“{value}” is not a year that can be read. Write it as 2012/13.")
        return int(found[1])
