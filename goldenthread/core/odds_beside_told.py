"""A scenario's odds beside its plan's, in sentences that claim no more than the runs can tell."""

from __future__ import annotations

from goldenthread.core.odds_beside import Compared, Pair
from goldenthread.core.sentences import Sentence, Span, counted, plain, start


def told(found: Compared) -> list[Sentence]:
    """How often the whole plan is on time with the changes and as planned, then how much of it is."""
    said = [_whole(found.whole), _average(found)]
    if found.dropped:
        without = "it" if found.dropped == 1 else "them"
        said.append(plain(f"{_are(found.dropped)} dropped, and the whole is counted without {without}."))
    if found.put_off:
        held = "is held to its later date" if found.put_off == 1 else "are held to their later dates"
        said.append(plain(f"{_are(found.put_off)} due later, and {held}."))
    return said


def _whole(pair: Pair) -> Sentence:
    """“With these changes the whole plan finishes on time in 41% of runs, against 12% as planned.”"""
    counts = pair.counts
    assert counts is not None
    planned, changed = counts
    if planned == changed:
        often = Span(in_runs(changed, pair.runs), True)
        rest = Span(", with these changes or without them.")
        return (Span("The whole plan finishes on time "), often, rest)
    if not pair.is_sure:
        both = f"{in_runs(changed, pair.runs, 1)} with them, {_against(planned, pair.runs, 1)} without"
        return (
            Span("With these changes the whole plan finishes on time "),
            Span("about as often as planned", True),
            Span(f": {both}, which is within the error of simulation."),
        )
    places = 0 if percent(planned, pair.runs) != percent(changed, pair.runs) else 1
    return (
        Span("With these changes the whole plan finishes on time "),
        Span(in_runs(changed, pair.runs, places), True),
        Span(f", against {_against(planned, pair.runs, places)} as planned."),
    )


def _average(found: Compared) -> Sentence:
    """“On average 18.3 of 25 actions are on time, against 16.1 of 26 as planned.”"""
    before, after = found.planned, found.changed
    figure = Span(f"{after.on_time:,.1f} of {counted(after.works, 'action')}", True)
    if found.is_average_sure:
        rest = f" on time, against {before.on_time:,.1f} of {counted(before.works, 'action')} as planned."
        is_or_are = "is" if after.works == 1 else "are"
        return (Span("On average "), figure, Span(f" {is_or_are}{rest}"))
    return (
        Span("On average as many actions are on time, as far as the runs can tell: "),
        figure,
        Span(f" with them, {before.on_time:,.1f} of {before.works:,} as planned."),
    )


def _are(count: int) -> str:
    return f"{start(counted(count, 'action'))} {'is' if count == 1 else 'are'}"


def in_runs(times: int, runs: int, places: int = 0) -> str:
    """“in 41% of runs”, “in no run”, “in every run”."""
    if times in (0, runs):
        return "in every run" if times else "in no run"
    return f"in {percent(times, runs, places)} of runs"


def _against(times: int, runs: int, places: int) -> str:
    """“12%”, “none”, “all”: of runs that were named before."""
    if times in (0, runs):
        return "all" if times else "none"
    return percent(times, runs, places)


def percent(times: int, runs: int, places: int = 0) -> str:
    """A share in percent that is never rounded to nought or to all: “under 1%”, “over 99%”."""
    if times in (0, runs):
        return "100%" if times else "0%"
    least = 10**-places
    share = 100 * times / runs
    if share < least / 2:
        return f"under {least:g}%"
    if 100 - share < least / 2:
        return f"over {100 - least:g}%"
    return f"{min(max(share, least), 100 - least):.{places}f}%"
