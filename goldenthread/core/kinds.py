"""What a measure is counted in, how often, and how a longer period's figure comes of shorter ones."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of data a measure holds. Every kind but a narrative is kept as one exact number.

    A duration is kept in its unit (days, minutes), yes is 1 and no is 0, a plan date is kept as its day
    number (`date.toordinal`) and a level as its place among the measure's own levels, the lowest being 1.
    """

    NUMBER = "NUMBER"
    PERCENTAGE = "PERCENTAGE"
    MONEY = "MONEY"
    RATE = "RATE"
    RATIO = "RATIO"
    DURATION = "DURATION"
    YES_NO = "YES_NO"
    PLAN_DATE = "PLAN_DATE"
    LEVEL = "LEVEL"
    NARRATIVE = "NARRATIVE"

    @property
    def has_parts(self) -> bool:
        """True where a result may be given as a numerator over a denominator."""
        return self in (Kind.PERCENTAGE, Kind.RATE, Kind.RATIO, Kind.MONEY, Kind.DURATION, Kind.NUMBER)

    @property
    def is_counted(self) -> bool:
        """True where figures can be added, averaged and charted; the others are only ever compared."""
        return self.has_parts


class Frequency(StrEnum):
    """How often a measure is collected or reported."""

    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEARLY = "HALF_YEARLY"
    YEARLY = "YEARLY"

    @property
    def months(self) -> int:
        return {"MONTHLY": 1, "QUARTERLY": 3, "HALF_YEARLY": 6, "YEARLY": 12}[self.value]


class Derivation(StrEnum):
    """How the figure of a reported period comes of the figures collected in it."""

    SUM = "SUM"
    LAST = "LAST"
    AVERAGE = "AVERAGE"
    YEAR_TO_DATE = "YEAR_TO_DATE"
    ROLLING_YEAR = "ROLLING_YEAR"


class IfZero(StrEnum):
    """What a formula gives where it would divide by nought."""

    NOT_APPLICABLE = "NOT_APPLICABLE"
    NIL_ACTIVITY = "NIL_ACTIVITY"
    ZERO = "ZERO"


class IfMissing(StrEnum):
    """What a formula does where one of its parts has no figure."""

    WAIT = "WAIT"
    COUNT_AS_ZERO = "COUNT_AS_ZERO"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Stage(StrEnum):
    """Where from money to difference a measure looks (HM Treasury, “Choosing the right FABRIC”)."""

    INPUT = "INPUT"
    ACTIVITY = "ACTIVITY"
    OUTPUT = "OUTPUT"
    OUTCOME = "OUTCOME"


class Quality(StrEnum):
    """How far the figures of a measure can be trusted, as its owner judges."""

    GOOD = "GOOD"
    FAIR = "FAIR"
    POOR = "POOR"


class Scheme(StrEnum):
    """Whose code an alias of a measure is."""

    NI = "NI"
    LGBF = "LGBF"
    LOF = "LOF"
    LG_INFORM = "LG_INFORM"
    PENTANA = "PENTANA"
    OTHER = "OTHER"


class BreakdownBy(StrEnum):
    """What a measure's parts are parted by."""

    WARD = "WARD"
    AGE = "AGE"
    SERVICE = "SERVICE"
    OTHER = "OTHER"
