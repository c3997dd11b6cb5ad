"""What a scenario or a way out would ask of scarce skills, where that is worse than in the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.core.periods import in_words
from goldenthread.core.scenario import applied
from goldenthread.core.skill_strain import Worse, skills_worse
from goldenthread.core.strain import Limits, skill_loads
from goldenthread.core.workload import Workload, days_shown
from goldenthread.plans.models import Edition
from goldenthread.resources.capacity_queries import skill_asks_of, skills_of
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.policies import limits
from goldenthread.resources.relief_queries import moves_of, posed


@dataclass(frozen=True, slots=True)
class SkillsChanged:
    """The skills and quarters that get worse; `has_skills` says whether any skill is on record as scarce."""

    workload: Workload
    worse: list[Worse]
    names: Mapping[int, str]
    limits: Limits
    has_skills: bool

    def quarter(self, one: Worse) -> str:
        """A quarter in words, outside those looked at too."""
        return in_words(self.workload.quarter(one.quarter))

    @property
    def warnings(self) -> list[str]:
        """Each skill that gets worse in a sentence: its worst quarter."""
        found = []
        for skill, name in self.names.items():
            held = [one for one in self.worse if one.skill == skill]
            if held:
                worst = max(held, key=lambda one: (one.after, -one.quarter))
                asked, there = days_shown(worst.after), days_shown(worst.there)
                found.append(
                    f"{name} is scarce and would be asked for {asked} of {there} days in "
                    f"{self.quarter(worst)}, instead of {days_shown(worst.before)}."
                )
        return found


def skills_changed(edition: Edition, before: Workload, after: Workload) -> SkillsChanged:
    """What `after` asks of scarce skills beyond what there is and what `before` asks: two queries."""
    skills, asks = skills_of(edition.plan.council), skill_asks_of(edition)
    there = {one.pk: one.days_a_quarter for one in skills}
    worse = skills_worse(skill_loads(before, asks), skill_loads(after, asks), there)
    names = {one.pk: one.name for one in skills}
    return SkillsChanged(before, worse, names, limits(), bool(skills))


def skills_of_way_out(run: ReliefRun) -> SkillsChanged:
    """What a way out that still holds would ask of scarce skills: its moves made of the plan as it is now."""
    before = posed(run).workload
    return skills_changed(run.edition, before, applied(before, moves_of(run)))
