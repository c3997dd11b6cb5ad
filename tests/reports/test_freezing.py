"""Freezing a period's figures: the same figures have one name, and what was published is only corrected."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.core.observed import State
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import said
from goldenthread.governance.actions import put_paper
from goldenthread.ledger.models import Entry
from goldenthread.measures.actions import define_measures, link_measures, record_observations, set_targets
from goldenthread.measures.entering import record_observation
from goldenthread.measures.models import Measure
from goldenthread.people.officers import Officer
from goldenthread.reports.besides import NOT_PUBLISHED, beside_of
from goldenthread.reports.facts import Facts, decoded, digest_of, encoded
from goldenthread.reports.figures.corrected import corrections
from goldenthread.reports.figures.frozen import facts_of
from goldenthread.reports.freezing import freeze, open_ends, publish
from goldenthread.reports.models import ReportSetting, Snapshot
from goldenthread.reports.products import Product
from goldenthread.reports.snapshot_queries import facts_in, snapshot_at, snapshots_of
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    OWNER,
    Q1,
    Q4,
    STRANGER,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    measure_row,
    observation_row,
    target_row,
)
from tests.reports.of_facts import facts, outline, planned

LATER = AT + timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    held = a_council()
    rows = [observation_row(held.measure, Q1, "81"), observation_row(held.measure, Q4, "79")]
    record_observations(council=held.council, rows=rows, **WHO)
    set_targets(council=held.council, rows=[target_row(held.measure, Q1, "80")], **WHO)
    return held


@pytest.fixture
def setting(cast: Cast) -> ReportSetting:
    return planned(cast)


def frozen(cast: Cast, setting: ReportSetting, reason: str = "", by: Officer = STRATEGY) -> Snapshot:
    return freeze(council=cast.council, setting=setting, on=ON, by=by, at=LATER, reason=reason)


def published(cast: Cast, setting: ReportSetting) -> Snapshot:
    held = frozen(cast, setting)
    publish(snapshot=held, version=held.version, by=STRATEGY, at=LATER)
    return Snapshot.objects.get(pk=held.pk)


def restate(cast: Cast, value: str) -> None:
    record_observation(
        measure=cast.measure, period=Q1, value=Decimal(value), state=State.REPORTED, reason="Recounted",
        explanation="Checked", by=STRATEGY, at=LATER,
    )  # fmt: skip


def test_facts_come_back_from_their_bytes_as_they_went_in(cast: Cast) -> None:
    content = encoded(facts(cast))
    assert encoded(decoded(content)) == content
    assert outline(decoded(content)) == outline(decoded(encoded(decoded(content))))
    assert said(outline(decoded(content)).lead) == said(outline(facts(cast)).lead)


def test_the_name_of_figures_is_the_sha_256_of_their_content(cast: Cast, setting: ReportSetting) -> None:
    """Anybody can work it out again with nothing of ours."""
    held = frozen(cast, setting)
    assert held.digest == hashlib.sha256(bytes(held.content)).hexdigest()
    assert digest_of(bytes(held.content)) == held.digest
    assert facts_in(held).head.code_version == held.code_version


def test_freezing_again_without_a_change_is_the_same_snapshot(cast: Cast, setting: ReportSetting) -> None:
    first = frozen(cast, setting)
    assert frozen(cast, setting) == first
    assert Snapshot.objects.count() == 1
    assert Entry.objects.filter(subject_kind="snapshot", verb="frozen").count() == 1


def test_a_changed_figure_is_another_name_and_the_earlier_one_stays(
    cast: Cast, setting: ReportSetting
) -> None:
    first = frozen(cast, setting)
    restate(cast, "60")
    second = frozen(cast, setting)
    assert second.digest != first.digest
    assert second.corrects is None, "nothing was published, so nothing is corrected"
    kept = facts_in(Snapshot.objects.get(pk=first.pk))
    assert kept.measures[0].standing.value == Decimal(81)
    assert facts_in(second).measures[0].standing.value == Decimal(60)
    assert facts_in(second).head.follows == first.digest


def test_figures_that_go_back_to_what_they_were_are_a_correction_of_their_own(
    cast: Cast, setting: ReportSetting
) -> None:
    published(cast, setting)
    restate(cast, "60")
    second = frozen(cast, setting, "A count was missed")
    publish(snapshot=second, version=second.version, by=STRATEGY, at=LATER)
    restate(cast, "81")
    third = frozen(cast, setting, "It was not missed")
    assert (third.corrects, Snapshot.objects.count()) == (second, 3)


def test_published_figures_are_corrected_only_with_a_reason(cast: Cast, setting: ReportSetting) -> None:
    first = published(cast, setting)
    restate(cast, "60")
    with pytest.raises(Refused, match="Say why they are corrected: every document will show it"):
        frozen(cast, setting)
    second = frozen(cast, setting, "A count was missed")
    assert (second.corrects, second.reason) == (first, "A count was missed")
    changed = {
        (one.of, one.what, one.before, one.after) for one in corrections(facts_in(first), facts_in(second))
    }
    assert ("M1: Measure M1", "Result", "81%", "60%") in changed
    assert ("M1: Measure M1", "Status", "On target", "Off target") in changed
    assert ("The whole report", "On target", "1 of 1", "0 of 1") in changed
    with transaction.atomic(), pytest.raises(IntegrityError, match="correction_says_why"):
        Snapshot.objects.filter(pk=second.pk).update(reason="")


def test_every_document_of_the_earlier_figures_says_that_they_were_corrected(
    cast: Cast, setting: ReportSetting
) -> None:
    first = frozen(cast, setting)
    assert beside_of(first, Product.MONITOR).notices == (NOT_PUBLISHED,)
    publish(snapshot=first, version=first.version, by=STRATEGY, at=LATER)
    first = Snapshot.objects.get(pk=first.pk)
    assert beside_of(first, Product.MONITOR).notices == ()
    restate(cast, "60")
    second = frozen(cast, setting, "A count was missed")
    first = Snapshot.objects.get(pk=first.pk)
    assert beside_of(first, Product.MONITOR).notices == (), "a correction that isn't published isn't told"
    assert beside_of(second, Product.MONITOR).notices == (
        "This corrects the figures frozen on 3 September 2014: A count was missed.", NOT_PUBLISHED,
    )  # fmt: skip
    publish(snapshot=second, version=second.version, by=STRATEGY, at=LATER)
    first = Snapshot.objects.get(pk=first.pk)
    for product in Product:
        (notice,) = beside_of(first, product).notices
        assert notice == "Corrected on 3 September 2014: A count was missed. These are the earlier figures."


def test_what_is_not_finished_is_published_with_a_reason_only(cast: Cast) -> None:
    """A blank implication or an answer that nobody signed off doesn't slip through (R076)."""
    paper = put_paper(
        council=cast.council,
        facts={"slug": "paper", "title": "Paper", "report_of": "Director of Place"},
        contacts=[],
        approvals=[],
        implications=[{"category": "Legal"}, {"category": "HR", "is_none": True}],
        **WHO,
    )
    held = frozen(cast, planned(cast, paper_id=paper.pk))
    assert open_ends(facts_in(held)) == ["1 of 2 kinds of implications is not written."]
    with pytest.raises(Refused, match="Say why it is published all the same"):
        publish(snapshot=held, version=held.version, by=STRATEGY, at=LATER)
    publish(snapshot=held, version=held.version, by=STRATEGY, at=LATER, reason="The meeting is tomorrow")
    entry = Entry.objects.get(subject_kind="snapshot", verb="published")
    assert entry.reason == "The meeting is tomorrow"


def test_colours_are_withheld_and_no_figure_is(cast: Cast, setting: ReportSetting) -> None:
    """R135."""
    held = published(cast, setting)
    coloured, plain = (beside_of(held, Product.MONITOR, is_plain=one) for one in (False, True))
    made = [outline(facts_in(held), is_plain=one.is_plain, notices=one.notices) for one in (coloured, plain)]
    assert made[0].sections == made[1].sections
    assert (made[0].is_plain, made[1].is_plain) == (False, True)
    assert "without colour" in made[1].notices[0]


@pytest.mark.parametrize("by", [OWNER, NEIGHBOUR, STRANGER])
def test_only_those_who_keep_the_figures_freeze_and_publish_them(
    cast: Cast, setting: ReportSetting, by: Officer
) -> None:
    with pytest.raises(Refused):
        frozen(cast, setting, by=by)
    held = frozen(cast, setting)
    with pytest.raises(Refused):
        publish(snapshot=held, version=held.version, by=by, at=LATER)


def test_only_the_latest_is_published_and_only_once(cast: Cast, setting: ReportSetting) -> None:
    first = frozen(cast, setting)
    restate(cast, "60")
    second = frozen(cast, setting)
    with pytest.raises(Refused, match="frozen again since"):
        publish(snapshot=first, version=first.version, by=STRATEGY, at=LATER)
    with pytest.raises(Stale):
        publish(snapshot=second, version=second.version + 1, by=STRATEGY, at=LATER)
    publish(snapshot=second, version=second.version, by=STRATEGY, at=LATER)
    with pytest.raises(Refused, match="published already"):
        publish(snapshot=second, version=second.version, by=STRATEGY, at=LATER)


def test_figures_not_published_are_for_the_councils_own_people(cast: Cast, setting: ReportSetting) -> None:
    held = frozen(cast, setting)
    assert snapshots_of(setting, STRATEGY) == [held]
    assert snapshots_of(setting, STRANGER) == []
    assert snapshot_at(cast.council, held.pk, STRANGER) is None
    publish(snapshot=held, version=held.version, by=STRATEGY, at=LATER)
    assert snapshots_of(setting, STRANGER) == [held]
    assert snapshot_at(cast.council, held.pk, STRANGER) == held


def test_the_ledger_says_who_froze_what_and_keeps_no_copy_of_it(cast: Cast, setting: ReportSetting) -> None:
    """R145."""
    held = frozen(cast, setting)
    entry = Entry.objects.get(subject_kind="snapshot", subject_id=str(held.pk))
    assert (entry.verb, entry.by_post, entry.after["digest"]) == ("frozen", "Strategy Manager", held.digest)
    assert "content" not in entry.after


def test_freezing_takes_the_same_queries_for_one_measure_and_for_three(
    cast: Cast, setting: ReportSetting
) -> None:
    counts = []
    assert cast.edition.plan.slug == "strategy"  # read before anything is counted
    for more in ([], ["M2", "M3"]):
        define_measures(council=cast.council, rows=[measure_row(one) for one in more], **WHO)
        for one in Measure.objects.filter(code__in=more):
            link_measures(
                council=cast.council,
                rows=[{"measure_id": one.pk, "element_id": cast.elements["clean"].pk}],
                **WHO,
            )
            record_observations(council=cast.council, rows=[observation_row(one, Q1, "5")], **WHO)
        fresh = ReportSetting.objects.get(pk=setting.pk)
        with CaptureQueriesContext(connection) as asked:
            found: Facts = facts_of(cast.council, cast.edition, fresh, ON)
        counts.append(len(asked))
    assert len(found.measures) == 3
    assert counts[0] == counts[1]


def test_words_of_a_person_are_in_what_is_made_and_not_in_the_name_of_the_figures(
    cast: Cast, setting: ReportSetting
) -> None:
    held = frozen(cast, setting)
    setting.narratives.create(
        product="MONITOR",
        place="performance",
        text="A good quarter.",
        generated="As it was",
        made_by="X",
        made_at=AT,
    )
    beside = beside_of(held, Product.MONITOR)
    assert beside.words == {"performance": ("A good quarter.", "As it was")}
    assert frozen(cast, setting) == held
    assert replace(beside, words={}) == replace(beside_of(held, Product.SCRUTINY), words={})
