"""Links to answer without an account, in words: how each stands, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localtime

from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.reports.tables.messages import moment
from goldenthread.rounds.models import Invitation


def state_of(one: Invitation, at: datetime) -> str:
    """“Works until 9 October 2014. Opened last on 2 September 2014, 10:30.”"""
    if one.ended_at:
        return f"Ended on {on_day(localtime(one.ended_at).date())}. It opens nothing."
    if one.expires_at <= at:
        return f"Ran out on {on_day(localtime(one.expires_at).date())}. It opens nothing until it is renewed."
    used = f"Opened last on {moment(one.used_at)}." if one.used_at else "Not opened yet."
    return f"Works until {on_day(localtime(one.expires_at).date())}. {used}"


def of_links(links: Sequence[Invitation], at: datetime) -> str:
    """How many links of a round there are, and how many work."""
    if not links:
        return "No link was sent yet: whoever has no account answers by one, and reaches nothing else."
    working = sum(one.ended_at is None and one.expires_at > at for one in links)
    were = "was" if len(links) == 1 else "were"
    now = f"{spell(working)} {'works' if working == 1 else 'work'}" if working else "none works"
    return start(f"{counted(len(links), 'link')} {were} sent for this round; {now} now.")
