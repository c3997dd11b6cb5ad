"""A person's words in a report: kept with what the figures said, refused with a sentence, in the ledger."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.periods import code
from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer
from goldenthread.reports.besides import words_of
from goldenthread.reports.figures.words import differences, words_page
from goldenthread.reports.freezing import facts_now, freeze
from goldenthread.reports.models import Narrative, ReportSetting, Template
from goldenthread.reports.narratives import (
    Written,
    forget_words,
    reasons_not_to_write,
    write_many,
    write_words,
)
from goldenthread.reports.products import Beside, Format, Product, document
from goldenthread.reports.snapshot_queries import facts_in
from goldenthread.reports.word_back import returned, words_in
from tests.cast import AT, ON, OWNER, Q1, STRANGER, STRATEGY, WHO, Cast, a_council
from tests.reports.templates_made import template
from tests.reports.test_word_back import typed

DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR", "Streets", "Place")


@pytest.fixture
def cast(db: None) -> Cast:
    return a_council()


@pytest.fixture
def setting(cast: Cast) -> ReportSetting:
    return ReportSetting.objects.create(
        council=cast.council, slug="monitor", title="Monitor", period=code(Q1)
    )


def write(setting: ReportSetting, text: str, **more: Any) -> Narrative | None:
    given = {
        "product": Product.MONITOR, "part": "", "place": "exceptions", "generated": "Two of 50.", "seen": 0,
        "by": STRATEGY, "at": AT, **more,
    }  # fmt: skip
    return write_words(setting=setting, text=text, **given)


def test_words_are_kept_with_what_the_figures_said_and_who_wrote(setting: ReportSetting) -> None:
    held = write(setting, "  Two of 50, and we know why. \r\n")
    assert held is not None
    assert (held.text, held.generated, held.made_by) == (
        "Two of 50, and we know why.", "Two of 50.", "Strategy Manager",
    )  # fmt: skip
    assert words_of(setting, Product.MONITOR, "") == {
        "exceptions": ("Two of 50, and we know why.", "Two of 50.")
    }
    assert Entry.objects.filter(verb="written").count() == 1


def test_words_no_more_than_generated_leave_the_place_to_the_figures(setting: ReportSetting) -> None:
    assert write(setting, "Two of 50.") is None
    assert write(setting, "  ") is None
    held = write(setting, "Ours.")
    assert held is not None
    assert write(setting, "Two  of 50.", seen=held.version) is None
    assert not Narrative.objects.exists()
    assert Entry.objects.filter(verb="left to the figures").count() == 1


def test_words_are_rewritten_over_the_version_that_was_seen(setting: ReportSetting) -> None:
    write(setting, "First.")
    with pytest.raises(Stale, match="Somebody else changed these words while you were writing"):
        write(setting, "Second.", seen=0)
    held = write(setting, "Second.", seen=1, generated="Three of 50.")
    assert held is not None
    assert (held.text, held.generated, held.version) == ("Second.", "Three of 50.", 2)


def test_forgetting_words_goes_back_to_the_figures(setting: ReportSetting) -> None:
    write(setting, "Ours.")
    where: dict[str, Any] = {
        "setting": setting,
        "product": Product.MONITOR,
        "part": "",
        "place": "exceptions",
    }
    with pytest.raises(Stale):
        forget_words(**where, seen=7, by=STRATEGY, at=AT)
    forget_words(**where, seen=1, by=STRATEGY, at=AT)
    assert words_of(setting, Product.MONITOR, "") == {}


def test_who_may_not_write_is_told_who_may(setting: ReportSetting) -> None:
    with pytest.raises(Refused) as refusal:
        write(setting, "Ours.", by=OWNER)
    assert refusal.value.reasons == [
        "Only the strategy team or a democratic services officer can write the words of a report. "
        "You are signed in as an owner."
    ]
    with pytest.raises(Refused, match="You work for another council"):
        write(setting, "Ours.", by=STRANGER)


def test_a_director_writes_of_their_own_directorate(setting: ReportSetting) -> None:
    assert reasons_not_to_write(setting, Product.ONE_PAGE, "Place", DIRECTOR) == []
    assert reasons_not_to_write(setting, Product.ONE_PAGE, "People", DIRECTOR) != []
    assert reasons_not_to_write(setting, Product.MONITOR, "", DIRECTOR) != []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"place": "Not a place"}, "No place of a report has such a name."),
        ({"text": "x" * 20_001}, "The words have 20,001 letters. Up to 20,000 can be kept in one place."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    setting: ReportSetting, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        write(setting, more.pop("text", "Ours."), **more)


def test_of_many_all_are_kept_or_none(setting: ReportSetting) -> None:
    given = [Written("exceptions", "One.", "", 0), Written("gaps", "Two.", "", 5)]
    who: dict[str, Any] = {"product": Product.MONITOR, "part": "", "by": STRATEGY, "at": AT}
    with pytest.raises(Stale):
        write_many(setting=setting, given=given, **who)
    assert not Narrative.objects.exists()
    with pytest.raises(Refused, match="Tick at least one place"):
        write_many(setting=setting, given=[], **who)
    write_many(setting=setting, given=given[:1], **who)
    assert Narrative.objects.count() == 1


# With the figures of a council


def page(cast: Cast, setting: ReportSetting) -> Any:
    return words_page(cast.council, setting, Product.MONITOR, "", ON)


def test_every_place_says_what_the_figures_say_until_somebody_writes(
    cast: Cast, setting: ReportSetting
) -> None:
    found = page(cast, setting)
    assert {"introduction", "performance", "exceptions", "finance", "gaps"} <= {
        one.place for one in found.places
    }
    assert all(one.text == one.generated for one in found.places)
    assert found.edited == [] and found.snapshot is None


def test_what_moved_beneath_a_persons_words_is_said_and_can_be_taken_in(
    cast: Cast, setting: ReportSetting
) -> None:
    """R107: regenerating keeps a person's words."""
    now = page(cast, setting).place("gaps").generated
    then = now.replace(now.split()[0], "99", 1)
    write(setting, f"{then} We know why.", place="gaps", generated=then)
    held = page(cast, setting).place("gaps")
    assert held.text == f"{then} We know why."
    assert held.changed and "was 99" in held.changed[0]
    assert held.renewed == f"{now} We know why."


def test_words_of_a_place_that_only_a_template_marks_are_listed_and_printed(
    cast: Cast, setting: ReportSetting
) -> None:
    Template.objects.create(
        council=cast.council, name="Ours", file=b"", digest="0", places=["options", "all"], brought_at=AT
    )
    held = page(cast, setting).place("options")
    assert (held.heading, held.text) == ("Options", "")
    write(setting, "Do nothing, or mend it.", place="options", generated="")
    held = page(cast, setting).place("options")
    assert (held.text, held.is_edited, held.changed) == ("Do nothing, or mend it.", True, ())


def word_file(setting: ReportSetting, cast: Cast) -> bytes:
    """The Monitor of a snapshot as its Word file."""
    snapshot = freeze(council=cast.council, setting=setting, on=ON, **WHO)
    beside = Beside(words=words_of(setting, Product.MONITOR, ""), stamp=snapshot.digest)
    return document(facts_in(snapshot), Product.MONITOR, "", Format.DOCX, beside)


def test_words_of_a_marked_place_are_printed_in_the_councils_template(
    cast: Cast, setting: ReportSetting
) -> None:
    write(setting, "Do nothing, or mend it.", place="options", generated="")
    facts = facts_now(cast.council, setting, ON)
    beside = Beside(words_of(setting, Product.MONITOR, ""), template=template("{{options}}", "{{all}}"))
    made = document(facts, Product.MONITOR, "", Format.DOCX, beside)
    assert words_in(made)["options"] == "Do nothing, or mend it."


def test_only_what_was_typed_in_word_differs(cast: Cast, setting: ReportSetting) -> None:
    data = word_file(setting, cast)
    assert differences(page(cast, setting), returned(data)) == []
    (found,) = differences(page(cast, setting), returned(typed(data, "gaps", "We know of them.")))
    assert (found.place.place, found.brought) == ("gaps", "We know of them.")
    assert found.generated == page(cast, setting).place("gaps").generated


def test_a_file_made_before_somebody_wrote_does_not_undo_their_words(
    cast: Cast, setting: ReportSetting
) -> None:
    data = word_file(setting, cast)
    write(setting, "Written meanwhile.", place="gaps", generated="x")
    assert differences(page(cast, setting), returned(data)) == []


def test_a_file_of_another_report_is_refused(cast: Cast, setting: ReportSetting) -> None:
    data = word_file(setting, cast)
    setting.title = "Another"
    setting.save()
    Narrative.objects.all().delete()
    setting.snapshots.all().delete()
    with pytest.raises(
        Refused, match="The file is of “Monitor: Testbury”, and these are the words of “Another"
    ):
        differences(page(cast, setting), returned(data))
