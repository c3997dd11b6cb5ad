"""Whether a council's plans can be delivered: the strain of each edition in hand, in a sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.prepared import listed
from goldenthread.core.sentences import Sentence, counted, part_of, plain, start
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.reports.figures.plans_together import Together, together
from goldenthread.reports.figures.strain import Strained, sentences, strained
from goldenthread.resources.workload_queries import editions_with_needs

MOST = 6  # editions whose strain is worked out on one page


@dataclass(frozen=True, slots=True)
class Delivery:
    """The editions in hand with what is asked for them, and how many others there are."""

    editions: tuple[tuple[Edition, Strained, list[Sentence]], ...]
    without: tuple[Edition, ...]
    together: Together

    @property
    def sentence(self) -> Sentence:
        """What matters first: how many plans ask for more than can be given."""
        if not self.editions:
            return plain("Nobody has said yet what the actions of any plan need, so nobody knows.")
        over = sum(bool(one.strain.beyond()) for _, one, _ in self.editions)
        if not over:
            return plain(f"{self._none_over()}{self._too_much_together()}.")
        said = part_of(over, len(self.editions), "plan with needs on record", "plans with needs on record")
        return plain(f"{start(said)} {'asks' if over == 1 else 'ask'} more of a service than it can give.")

    def _none_over(self) -> str:
        count = len(self.editions)
        says = "says what it needs" if count == 1 else "say what they need"
        by = "any one of the" if self.together.beyond else "the"
        return f"No service is asked for more than it can give by {by} {counted(count, 'plan')} that {says}"

    def _too_much_together(self) -> str:
        services = self.together.services
        return f"; together they ask too much of {listed(services)}" if services else ""


def delivery_of(council: Council, editions: Sequence[Edition], on: date, viewer: Officer) -> Delivery:
    """The strain of each edition with needs, the first six: a fixed number of queries for each."""
    held = editions_with_needs(council)
    asked = [one for one in editions if one.pk in held]
    found = [(one, strained(one, on, viewer)) for one in asked[:MOST]]
    shown = tuple((edition, one, sentences(one)) for edition, one in found)
    without = tuple(one for one in editions if one.pk not in held)
    return Delivery(shown, without, together(found))
