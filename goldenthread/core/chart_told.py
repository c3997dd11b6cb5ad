"""English for control charts and projections: what the picture says, and how its figures came about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.core.charted import Charted, NotCharted, Redefined
from goldenthread.core.figures import Shape, shown
from goldenthread.core.periods import in_words
from goldenthread.core.projection import ENOUGH, NoProjection, Projection, Spread
from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.signals_told import CAUSE, month_of
from goldenthread.core.spc import FULL, Cause, Chart, Point, Variation
from goldenthread.core.year_ends import Method, Whole

NOT_CHARTED: Mapping[NotCharted, str] = {
    NotCharted.NOT_COUNTED: (
        "Figures of this kind (yes or no, days, levels and words) can't be averaged, so chance can't be told "
        "from change."
    ),
    NotCharted.NOTHING_HELD: "No result is held for the periods that this measure is collected in.",
}

HEADING: Mapping[Variation, str] = {
    Variation.TOO_FEW: "There are too few results to tell a real change from chance",
    Variation.COMMON_CAUSE: "Results go up and down by no more than chance makes",
    Variation.IMPROVEMENT: "Results are improving by more than chance explains",
    Variation.CONCERN: "Results are getting worse by more than chance explains",
    Variation.NEUTRAL_HIGH: "Results are higher than chance explains",
    Variation.NEUTRAL_LOW: "Results are lower than chance explains",
}

METHOD: Mapping[tuple[Method, bool], str] = {
    (Method.SHARE, False): (
        "This year so far is divided by the share of a year that earlier years had reached by this point."
    ),
    (Method.PACE, False): "Each period still to come is taken to be like the mean of this year's so far.",
    (Method.AS_LAST_YEAR, False): "The rest of the year is taken to add what last year's rest added.",
    (Method.MEAN_OF_YEARS, False): "The year is taken to be like the mean of the last three.",
    (Method.LATEST, True): "It is taken to stay where it is now.",
    (Method.MEAN, True): "It is taken to come back to its recent mean.",
    (Method.AS_LAST_YEAR, True): "From here it is taken to move as it did last year.",
}

METHOD_NAME: Mapping[Method, str] = {
    Method.SHARE: "share of the year",
    Method.PACE: "this year's pace",
    Method.AS_LAST_YEAR: "as last year went",
    Method.MEAN_OF_YEARS: "mean of three years",
    Method.LATEST: "stays as it is",
    Method.MEAN: "recent mean",
}

NO_PROJECTION: Mapping[NoProjection, str] = {
    NoProjection.NOT_COUNTED: "Figures of this kind can't be averaged, so the year's end isn't projected.",
    NoProjection.TOO_FEW: (
        "There is no projection of the year's end: fewer than six results are held, too few to tell how far "
        "one may miss."
    ),
    NoProjection.REDEFINED: (
        "There is no projection of the year's end: the definition changed, and too few results are held "
        "since, or will be by then, that can be set against each other."
    ),
    NoProjection.GAP_THIS_YEAR: (
        "There is no projection of the year's end: a period of this year is missing, so its sum so far isn't "
        "known."
    ),
    NoProjection.YEAR_IS_OVER: "The year's last result is held, so there is nothing left to project.",
    NoProjection.OUT_OF_DATE: (
        "There is no projection of the year's end: nothing of this year is held, nor how last year ended."
    ),
    NoProjection.NO_METHOD: (
        "There is no projection of the year's end: too little is held for any of the ways to reckon it."
    ),
}


def heading(charted: Charted, chart: Chart | None) -> str:
    """What the chart says in one line."""
    if chart is None or not charted.figures:
        return "No chart of variation can be drawn"
    return HEADING[chart.variation]


def limits_told(charted: Charted, chart: Chart) -> list[str]:
    """How far the limits can be trusted, and what had to be left out."""
    said = []
    latest, count = chart.latest, len(charted.figures)
    if latest and latest.limits is None:
        of_all = "" if latest.start == 0 else " since limits start afresh"
        said.append(
            f"{start(counted(len(latest.points), 'result'))} {'is' if len(latest.points) == 1 else 'are'} "
            f"held{of_all}. Below six no limits are worked out: this is a plain run chart about the median."
        )
    elif latest and latest.limits and latest.limits.is_trial:
        said.append(
            f"The limits are on trial: they rest on {spell(latest.limits.count)} results, and "
            f"{FULL} are needed before they are firm."
        )
    elif count >= FULL:
        said.append("Limits are the mean and 2.66 mean moving ranges either side of it.")
    if charted.unparted:
        names = ", ".join(in_words(one) for one in charted.unparted)
        said.append(
            f"Left out, because the result before it in the same year is not held: {names}. Without that, "
            "what the period itself added can't be told."
        )
    return said


def redefined_told(change: Redefined) -> str:
    """That a measure's definition changed, when, and what that means for its figures."""
    on = on_day(change.on)
    if change.is_comparable:
        return f"The definition changed on {on}; figures before and after can be set against each other."
    return f"The definition changed on {on}; figures before can’t be set against those from then on."


def redefined_in_short(changes: Iterable[Redefined]) -> str:
    """The same beside the first period that each holds for."""
    return " ".join(f"Definition changed on {on_day(one.on)}." for one in changes)


def causes_told(point: Point) -> str:
    """Which rules a point broke, as one sentence; nothing where it broke none."""
    names = [CAUSE[cause] for cause in Cause if cause in point.causes]
    return start("; ".join(names))


def projection_told(found: Projection, shape: Shape) -> list[str]:
    """A projection in sentences: what, by which way, and where its interval comes from."""
    low, value, high = (shown(one, shape) for one in found.interval)
    ending = {Whole.TOTAL: "adding up to", Whole.AVERAGE: "averaging", Whole.LAST: "at"}[found.whole]
    by = month_of(found.year.ends_on)
    known = "" if found.periods == 1 else f" {start(_known(found))}"
    return [
        f"If it goes on as it has, the year to {by} ends {ending} about {value}: between {low} and {high}."
        f"{known}",
        METHOD[found.method, found.whole is Whole.LAST] + _chosen(found, shape),
        _spread(found),
    ]


def _known(found: Projection) -> str:
    if not found.known:
        return "none of the year's results is held yet."
    return f"{spell(found.known)} of its {found.periods} results {'is' if found.known == 1 else 'are'} held."


def _chosen(found: Projection, shape: Shape) -> str:
    if not found.tried:
        return " No past year is held whole, so this way could not be tried on one."
    tested = counted(len(found.tried), "past year")
    others = [method for method in found.medians if method is not found.method]
    own = shown(found.medians[found.method], shape)
    words = f" Tried at the same point of {tested}, half of its misses were {own} or less"
    if not others:
        return f"{words}."
    compared = "; ".join(f"{METHOD_NAME[one]}, {shown(found.medians[one], shape)}" for one in others)
    return f"{words}, no more than by the other {'way' if len(others) == 1 else 'ways'} tried ({compared})."


def _spread(found: Projection) -> str:
    if found.spread is Spread.OWN_MISSES:
        return (
            "The interval is as wide as its misses in past years say that four years in five need: "
            f"{found.held_within} of {len(found.tried)} of them ended within it. It was drawn from those "
            "years, so a new one may miss by more."
        )
    few = f"Fewer than {ENOUGH} past years could be tried, so the interval comes from"
    within = f" {_within(found)}" if found.tried else ""
    return (
        f"{few} the mean change between one result and the next, and is never less than the largest miss."
        f"{within}"
    )


def _within(found: Projection) -> str:
    held = spell(found.held_within) if found.held_within else "none"
    return f"{start(held)} of {counted(len(found.tried), 'past year')} ended within it."
