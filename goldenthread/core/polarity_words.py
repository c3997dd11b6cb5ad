"""Words in a measure's title that say which way is better, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from goldenthread.core.travel import Polarity

__all__ = ["CLUES", "Clue", "Weight"]


class Weight(IntEnum):
    """How much a clue says: what is measured, over what was done about it, over what it is about."""

    SUBJECT = 1
    DONE = 2
    MEASURED = 3


@dataclass(frozen=True, slots=True)
class Clue:
    """Words in a title that say which way is better; `better` is None where more may be meant as either."""

    code: str
    words: str
    better: Polarity | None
    weight: Weight
    reason: str
    is_doubtful: bool = False  # even where it agrees, it isn't better without end

    def found_in(self, title: str) -> re.Match[str] | None:
        return _compiled(self.words).search(title)


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _compiled(words: str) -> re.Pattern[str]:
    if words not in _PATTERNS:
        _PATTERNS[words] = re.compile(rf"\b(?:{words})", re.IGNORECASE)
    return _PATTERNS[words]


_UP, _DOWN = Polarity.HIGHER, Polarity.LOWER
_DONE_IN_TIME = (
    r"(?:paid|answered|completed?|processed|determined|resolved|responded|dealt with|decided|issued|repaired"
    r"|collected|removed|cleared|seen|assessed|made|delivered|acknowledged)\b.{0,60}\b"
    r"(?:within|on time|in time|by the (?:due|target) date)"
)

CLUES: Sequence[Clue] = (
    # What is measured: these decide whatever else the title speaks of.
    Clue(
        "pay_gap",
        r"pay gap\b",
        _DOWN,
        Weight.MEASURED,
        "A pay gap can fall below nought, where it is a gap the other way: it is best at nought.",
        True,
    ),
    Clue(
        "gap",
        r"(?:attainment |achievement |inequality )?gap\b|inequalit(?:y|ies) in\b",
        _DOWN,
        Weight.MEASURED,
        "A gap between groups is better when it is narrower.",
    ),
    Clue(
        "spend_for_size",
        r"costs? of\b.*\bper (?:[\d,]+ )?(?:population|residents|head|capita|kilomet\w*)",
        None,
        Weight.MEASURED,
        "This is what is spent for the size of the place, not what one piece of work costs: less may mean "
        "thrift, or less done.",
    ),
    Clue(
        "cost_for_each",
        r"costs?\b.*\bper\b|unit costs?\b",
        _DOWN,
        Weight.MEASURED,
        "What one piece of work costs is usually better when it is less.",
    ),
    Clue(
        "outturn",
        r"outturn\b",
        None,
        Weight.MEASURED,
        "An outturn is best near its budget: above it money is overspent, far below it work is not done.",
    ),
    Clue(
        "reserves",
        r"reserves\b|fund balances?\b",
        None,
        Weight.MEASURED,
        "Reserves are better when there are enough of them, and no better without end.",
    ),
    Clue(
        "spend",
        r"(?:spend|spent|spending)\b(?! (?:in|at|with|waiting)\b)|expenditure\b",
        None,
        Weight.MEASURED,
        "Money spent is what goes in: more may be meant as a commitment, or as a cost.",
    ),
    Clue(
        "time_taken",
        r"(?:average|mean|median) (?:time|days|number of days)(?: \([^)]*\))? (?:taken )?(?:to"
        r"|for)\b|time taken to\b"
        r"|waiting times?\b|turnaround times?\b",
        _DOWN,
        Weight.MEASURED,
        "The time that people wait is better when it is shorter.",
    ),
    Clue(
        "sickness",
        r"sickness\b.*\b(?:absence|days|lost)"
        r"|days? lost (?:to|through|due to) sickness"
        r"|sick(?:ness)? leave",
        _DOWN,
        Weight.MEASURED,
        "Days lost to sickness are better when there are fewer.",
    ),
    Clue(
        "below_living_wage",
        r"(?:less than|below|under) (?:the )?(?:real |national )?living wage",
        _DOWN,
        Weight.MEASURED,
        "Fewer people paid below a living wage is better.",
    ),
    Clue("life_expectancy", r"life expectancy\b", _UP, Weight.MEASURED, "A longer life is better."),
    # What was done, or thought of it: decides over what it was done about.
    Clue(
        "satisfied",
        r"satisf(?:ied|action)\b|rat(?:e|ed|ing) it as (?:excellent|good)",
        _UP,
        Weight.DONE,
        "More people satisfied is better.",
    ),
    Clue(
        "agree",
        r"(?:who|that) (?:agree|feel (?:safe|supported|informed|they can influence))",
        _UP,
        Weight.DONE,
        "More people who say that it helps is better.",
    ),
    Clue(
        "willing",
        r"willing to\b|confident (?:that|in)\b|aware of\b",
        _UP,
        Weight.DONE,
        "More people willing to act is better.",
    ),
    Clue(
        "helped_into_work",
        r"(?:assisted|helped|supported|moved|back) into (?:work|employment|jobs?|training)",
        _UP,
        Weight.DONE,
        "More people helped into work is better.",
    ),
    Clue("done_in_time", _DONE_IN_TIME, _UP, Weight.DONE, "More done in time is better."),
    Clue(
        "meets_standard",
        r"(?:meeting|achieving|attaining|reaching|gaining|achieved|attained|passed)\b"
        r"|graded\b.{0,12}\bgood|good or better|entering positive destinations",
        _UP,
        Weight.DONE,
        "More that reach a standard is better.",
    ),
    Clue(
        "recycled",
        r"(?:recycl\w+|compost\w+|reused?)\b",
        _UP,
        Weight.DONE,
        "More waste put to use again is better.",
    ),
    Clue(
        "energy_efficient",
        r"energy[- ]efficient\b",
        _UP,
        Weight.DONE,
        "More homes that use energy well is better.",
    ),
    Clue(
        "living_wage",
        r"paid at or above (?:the )?(?:real |national )?living wage",
        _UP,
        Weight.DONE,
        "More people paid a living wage is better.",
    ),
    Clue(
        "put_right",
        r"(?:prevented|detected|solved|resolved|relieved|rehoused|helped|quit|quitters)\b|brought to justice",
        _UP,
        Weight.DONE,
        "More put right is better.",
    ),
    # What it is about.
    Clue(
        "employment_rate",
        r"(?<!un)employment rate\b|participation\b",
        _UP,
        Weight.SUBJECT,
        "More people at work or in learning is better.",
    ),
    Clue("attendance", r"(?:school )?attendance rates?\b", _UP, Weight.SUBJECT, "More at school is better."),
    Clue("active", r"physically active\b", _UP, Weight.SUBJECT, "More people active is better."),
    Clue(
        "unemployed",
        r"unemploy(?:ed|ment)\b|claimant count\b|workless\w*|out[- ]of[- ]work",
        _DOWN,
        Weight.SUBJECT,
        "Fewer people out of work is better.",
    ),
    Clue(
        "neet",
        r"not in (?:education|employment)(?:, employment)?(?: or training)?|NEETs?\b",
        _DOWN,
        Weight.SUBJECT,
        "Fewer young people out of learning and work is better.",
    ),
    Clue(
        "arrears",
        r"arrears\b|bad debts?\b|rent (?:due\b.*\b)?lost\b|lost due to voids",
        _DOWN,
        Weight.SUBJECT,
        "Money owed or lost is better when it is less.",
    ),
    Clue(
        "empty",
        r"vacanc(?:y|ies) rates?\b|empty (?:homes|properties|shops)",
        _DOWN,
        Weight.SUBJECT,
        "Fewer standing empty is better.",
    ),
    Clue(
        "delayed",
        r"delayed\b|delays\b|overdue\b|backlog\b|waiting lists?\b"
        r"|ready to be discharged",
        _DOWN,
        Weight.SUBJECT,
        "Less waiting is better.",
    ),
    Clue(
        "again",
        r"re-?offend\w*|re-?admission\w*|re-?registrations?\b"
        r"|repeat (?:incidents|homeless\w*|offend\w*)",
        _DOWN,
        Weight.SUBJECT,
        "What comes back was not settled: fewer is better.",
    ),
    Clue(
        "emissions",
        r"emissions?\b|carbon footprint\b|particulate|nitrogen dioxide",
        _DOWN,
        Weight.SUBJECT,
        "Less pollution is better.",
    ),
    Clue(
        "waste",
        r"residual (?:household )?waste\b|landfill\w*"
        r"|missed (?:bins?|collections?|waste)",
        _DOWN,
        Weight.SUBJECT,
        "Less waste thrown away or missed is better.",
    ),
    Clue(
        "crime",
        r"crimes?\b|burglar\w+|robber\w+|offences?\b|anti-?social behaviour"
        r"|fly[- ]?tip\w*|graffiti\b"
        r"|litter(?:ing)?\b",
        _DOWN,
        Weight.SUBJECT,
        "Fewer wrongs is better.",
    ),
    Clue(
        "harm",
        r"killed or seriously injured|casualt\w+|accidents?\b|injur(?:y|ies)\b"
        r"|deaths?\b|mortality\b",
        _DOWN,
        Weight.SUBJECT,
        "Fewer people harmed is better.",
    ),
    Clue(
        "ill_health",
        r"obes\w+|overweight\b|smok(?:ing|ers)\b|dental decay\b|depression\b"
        r"|physically inactive\b"
        r"|teenage (?:pregnanc\w+|conceptions?)|under[- ]18 conceptions?",
        _DOWN,
        Weight.SUBJECT,
        "Less ill health is better.",
    ),
    Clue(
        "poverty",
        r"poverty\b|low[- ]income famil\w+|homeless\w*|rough sleep\w*"
        r"|temporary accommodation",
        _DOWN,
        Weight.SUBJECT,
        "Fewer people in need is better.",
    ),
    Clue(
        "exclusions",
        r"exclusions?\b|exclusion rates?\b|unauthorised absence|truan\w+"
        r"|persistent absen\w+",
        _DOWN,
        Weight.SUBJECT,
        "Fewer children out of school is better.",
    ),
    Clue(
        "placements",
        r"more than one placement|three or more placements",
        _DOWN,
        Weight.SUBJECT,
        "Fewer moves for a child is better.",
    ),
    Clue(
        "in_disrepair",
        r"should be considered for maintenance|in need of (?:repair|maintenance)|non-?decent\b",
        _DOWN,
        Weight.SUBJECT,
        "Less in disrepair is better.",
    ),
    Clue(
        "dissatisfied",
        r"dissatisf(?:ied|action)\b|complaints?\b|abandoned calls?\b|calls abandoned",
        _DOWN,
        Weight.SUBJECT,
        "Fewer people let down is better.",
    ),
)
