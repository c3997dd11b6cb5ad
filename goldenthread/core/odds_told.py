"""The odds in sentences: how likely the plan is, what makes actions late, and what can't be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.chance import in_hundred, in_words, percentile
from goldenthread.core.odds import Blame, Odds, Room
from goldenthread.core.odds_causes import Cause, Kind
from goldenthread.core.sentences import Sentence, Span, counted, part_of, plain

FEW, MOST = 10, 90  # of a hundred runs
SETTLED = 0.02  # of a chance
NOT_READ = "something that you may not read"


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers in a simulation are called; a title that somebody may not read isn't there."""

    whose: str
    titles: Mapping[int, str]
    services: Mapping[int, str]
    quarter: Callable[[int], str]

    def title(self, key: int) -> str:
        return f"“{self.titles[key]}”" if key in self.titles else NOT_READ

    def service(self, key: int) -> str:
        return self.services.get(key, "a service that is gone")


def headline(found: Odds, names: Names) -> list[Sentence]:
    """The chance that all finish on time, and how many probably will."""
    if not found.works:
        return [plain(f"{names.whose}: nothing is left to be finished.")]
    first = (Span(f"{names.whose}: "), *_whole(found))
    few, most = percentile(found.how_many, FEW), percentile(found.how_many, MOST)
    if found.works in (1, few):
        return [(*first, Span("."))]
    between = f"{few:,}" if few == most else f"between {few:,} and {most:,}"
    return [(*first, Span("; "), Span(between, True), Span(" probably will."))]


def _whole(found: Odds) -> Sentence:
    """How often the whole plan was on time: its one action, or all of them."""
    subject = "its one action" if found.works == 1 else part_of(found.works, found.works, "action")
    if found.all_on_time == 0:
        return (
            Span("in "),
            Span(f"not one of {found.runs:,} runs", True),
            Span(f" did {subject} finish on time"),
        )
    if found.all_on_time == found.runs:
        return (
            Span("in "),
            Span(f"every one of {found.runs:,} runs", True),
            Span(f" {subject} finished on time"),
        )
    does = "finishes" if found.works == 1 else "finish"
    chance = Span(in_hundred(found.all_on_time, found.runs), True)
    return (Span(f"the chance that {subject} {does} on time is "), chance)


def cause_words(cause: Cause, names: Names) -> str:
    """A cause in a few words: “Planning was full in April to June 2014”."""
    service, title = names.service(cause.about), names.title(cause.about)
    return {
        Kind.OVERDUE: "It was due before the quarters looked at",
        Kind.PLANNED: "Its own plan has it begin or work after it is due",
        Kind.CIRCLE: "It waits in a circle, and so never begins",
        Kind.EVENT: f"It waited for “{cause.name}” from outside",
        Kind.WAIT: f"It waited for {title}",
        Kind.EFFORT: f"It took more than {service} had, even for it alone",
        Kind.FULL: f"{service} was full in {names.quarter(cause.quarter)}",
    }[cause.kind]


def driver_words(one: Blame, found: Odds, names: Names) -> Sentence:
    """What a cause came to: “…: 2.4 late finishes a run, of 11 actions.”"""
    late = one.late / found.runs
    words = cause_words(one.cause, names)
    about = {
        Kind.OVERDUE: "Actions were due before the quarters looked at",
        Kind.PLANNED: "Actions are planned to begin or work after they are due",
        Kind.CIRCLE: "Actions wait in a circle, and so never begin",
        Kind.EVENT: f"Actions waited for “{one.cause.name}” from outside",
        Kind.WAIT: f"Actions waited for {names.title(one.cause.about)}",
        Kind.EFFORT: f"Actions took more than {names.service(one.cause.about)} had, even each alone",
    }.get(one.cause.kind, words)
    rest = f": {_per_run(late)} a run, of {counted(one.works, 'action')}."
    return (Span(about, True), Span(rest))


def _per_run(late: float) -> str:
    if late < 0.05:
        return "fewer than 0.1 late finishes"
    return "1.0 late finish" if round(late, 1) == 1.0 else f"{late:,.1f} late finishes"


def room_words(one: Room, found: Odds, names: Names) -> Sentence:
    """What it would come to if one service had room for all that is asked of it."""
    before, after = found.total / found.runs, one.total / found.runs
    whole = f"all of them with a chance of {in_hundred(one.all_on_time, found.runs)}"
    if one.all_on_time in (0, found.runs):
        whole = "in every run all of them" if one.all_on_time else "never all of them"
    return (
        Span(f"If {names.service(one.service)} had all the days it is asked for"),
        Span(", "),
        Span(f"{after:,.1f} of {found.works:,}", True),
        Span(f" would finish on time on average instead of {before:,.1f}, and {whole}."),
    )


def limits(found: Odds) -> list[str]:
    """What the simulation can't know here, each with what to do about it."""
    unsaid = sum(not one.has_effort for one in found.of_works)
    free = sum(one.has_effort and not one.is_limited for one in found.of_works)
    said = {
        "Actions that are done, and not counted: {}.": found.done,
        "Actions whose effort nobody has said: {}. Each is counted as finished when due, unless it "
        "must wait. Say what they take.": unsaid,
        "Actions that ask only services whose capacity is not on record: {}. Nothing holds them up here. Say "
        "what those services can give.": free,
        "Asks of services that give no range of days: {}. Their days are taken as certain. Say the least and "
        "the most.": found.certain_asks,
        "Waits for lines that need no effort on record: {}. They are taken as over.": found.waits_unseen,
    }
    return [words.format(f"{count:,}") for words, count in said.items() if count]


def settled(found: Odds) -> str:
    """How far the counts have settled: the largest move of any action's chance since the look before."""
    move = moved(found)[-1] if found.checkpoints else None
    if move is None:
        return "It was looked at once, so how far it has settled can’t be told."
    if move < SETTLED:
        return (
            f"Between the last two looks no action’s chance moved by more than {move * 100:.1f} in 100: more "
            "runs would change little."
        )
    return f"Between the last two looks an action’s chance still moved by {move * 100:.1f} in 100."


def moved(found: Odds) -> Sequence[float | None]:
    """By look: how far the chance of the action that moved most went since the look before."""
    looks = found.checkpoints
    return [
        max(
            (abs(a / one.runs - b / before.runs) for a, b in zip(one.by_work, before.by_work, strict=True)),
            default=0.0,
        )
        if before
        else None
        for before, one in zip((None, *looks[:-1]), looks, strict=True)
    ]


def likely(times: int, runs: int) -> str:
    """“63 in 100, likely”."""
    return f"{in_hundred(times, runs)}, {in_words(times, runs)}"
