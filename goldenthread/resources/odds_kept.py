"""Workloads and odds as canonical text, kept so that anybody can work the same out again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from goldenthread.core.odds import METHOD, Odds
from goldenthread.core.odds_plan import made_ready
from goldenthread.core.periods import Period
from goldenthread.core.workload import Cell, Given, Work, Workload

_ENCODER = msgspec.json.Encoder()  # every mapping is put in order before it is written


@dataclass(frozen=True, slots=True)
class _Inputs:
    """A workload as text can hold it: a cell of what can be given is a row."""

    quarters: tuple[Period, ...]
    services: Mapping[int, str]
    given: tuple[tuple[int, int, Decimal, bool], ...]
    works: tuple[Work, ...]


_INPUTS = msgspec.json.Decoder(_Inputs)
_ODDS = msgspec.json.Decoder(Odds)


def encoded_workload(workload: Workload) -> bytes:
    """A workload, without money, as canonical JSON."""
    rows = tuple((*cell, *given) for cell, given in sorted(workload.given.items()))
    services = dict(sorted(workload.services.items()))
    return _ENCODER.encode(_Inputs(workload.quarters, services, rows, tuple(map(_ordered, workload.works))))


def _ordered(work: Work) -> Work:
    asks = (replace(one, by_quarter=dict(sorted(one.by_quarter.items()))) for one in work.asks)
    return replace(work, asks=tuple(asks), money={})


def decoded_workload(text: bytes) -> Workload:
    """A workload from what was kept of it. Raises `msgspec.ValidationError` where it was tampered with."""
    held = _INPUTS.decode(text)
    given = {
        Cell(service, quarter): Given(days, confirmed) for service, quarter, days, confirmed in held.given
    }
    return Workload(held.quarters, held.services, given, held.works)


def encoded_odds(found: Odds) -> bytes:
    """Odds as canonical JSON."""
    return _ENCODER.encode(found)


def decoded_odds(text: bytes) -> Odds:
    """Odds from what was kept. Raises `msgspec.ValidationError` where it was tampered with."""
    return _ODDS.decode(text)


def digest_of_odds(workload: Workload, seed: int, runs: int) -> str:
    """The digest of all that decides the counts: not of titles, values or money, which decide none."""
    ready = made_ready(workload)
    given = sorted(ready.given.items())
    waits = sorted((work.key, work.waits_for) for work in workload.works if not work.is_done)
    parts = (METHOD, seed, runs, workload.quarters, ready.horizon, ready.tasks, given, ready.done, waits)
    return hashlib.sha256(_ENCODER.encode(parts)).hexdigest()
