"""Numbers as people type them: pounds, days and years; empty where nothing is said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.core.amounts import LONGEST, Unit, UnreadableAmount, amount_in, reasons_not_year

_YEAR = re.compile(r"((?:19|20)\d\d)(?:\s*[/–-]\s*\d\d(?:\d\d)?)?", re.ASCII)


class AmountField(forms.CharField):
    """An amount of a unit as people type it: 1,200 or £1,200.50; None where nothing is said.

    It comes back without the zeros that its column adds: 1200.00 is 1200.
    """

    def __init__(self, unit: Unit, *, required: bool = False, **more: Any) -> None:
        self.unit = unit
        needed = {"required": f"Write how many {unit.name}."}
        super().__init__(required=required, max_length=LONGEST, error_messages=needed, **more)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize() + 0:f}" if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        try:
            return amount_in(str(super().clean(value)), self.unit)
        except UnreadableAmount as unclear:
            raise forms.ValidationError(str(unclear)) from unclear


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
        if reasons := reasons_not_year(int(found[1])):
            raise forms.ValidationError(reasons)
        return int(found[1])
