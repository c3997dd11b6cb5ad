"""Measures with their full sheet, targets, observations that are never overwritten, and others' figures."""

from __future__ import annotations

from goldenthread.measures.models.comparison import (
    ComparedMeasure,
    ComparedValue,
    ComparisonSet,
    HomePlace,
    Place,
    SimilarGroup,
)
from goldenthread.measures.models.figures import (
    WITH_FIGURE,
    Forecast,
    InPeriod,
    Observation,
    Rebase,
    Target,
)
from goldenthread.measures.models.measure import (
    Alias,
    Breakdown,
    EarlierDefinition,
    Measure,
    MeasureGapNote,
    MeasureLink,
    RatingRule,
)

__all__ = [
    "WITH_FIGURE",
    "Alias",
    "Breakdown",
    "ComparedMeasure",
    "ComparedValue",
    "ComparisonSet",
    "EarlierDefinition",
    "Forecast",
    "HomePlace",
    "InPeriod",
    "Measure",
    "MeasureGapNote",
    "MeasureLink",
    "Observation",
    "Place",
    "RatingRule",
    "Rebase",
    "SimilarGroup",
    "Target",
]
