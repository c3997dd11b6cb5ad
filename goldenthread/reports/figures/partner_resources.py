"""What partners bring, in sentences: to how many priorities, how much, and which have nothing."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.partner_resources import totals_words
from goldenthread.core.sentences import Sentence, Span, counted, part_of, plain, start
from goldenthread.resources.models import PartnerResource
from goldenthread.resources.partner_resource_queries import Priority, totals_of


def of_partner_resources(found: Sequence[Priority]) -> list[Sentence]:
    """What partners bring in all, money apart from what is in kind, and how many priorities have nothing."""
    given = [one for priority in found for one in priority.resources]
    kept = [one for one in given if one.state != PartnerResource.State.WITHDRAWN]
    if not kept:
        return [plain("No partner brings anything to a priority yet, as far as is on record.")]
    who = part_of_partners(kept)
    what = counted(len(kept), "resource")
    said: list[Sentence] = [(Span(start(who), True), Span(f" {_verb(kept)} {what} to lines of the plans."))]
    said.append(plain(f"{start(totals_words(totals_of(kept)))}."))
    priorities = [one for one in found if one.is_priority]
    without = sum(not one.resources for one in priorities)
    if without:
        whole = part_of(without, len(priorities), "priority", "priorities")
        verb = "has" if without == 1 else "have"
        said.append((Span(start(whole), True), Span(f" {verb} nothing from partners.")))
    return said


def part_of_partners(kept: Sequence[PartnerResource]) -> str:
    return counted(len({one.partner_id for one in kept}), "partner")


def _verb(kept: Sequence[PartnerResource]) -> str:
    return "brings" if len({one.partner_id for one in kept}) == 1 else "bring"
