"""What councils print beside a measure, read into our statuses and directions."""

import pytest

from goldenthread.core.rating import Status
from goldenthread.core.rulebook import rulebook_from, short_rule
from goldenthread.core.travel import Direction
from goldenthread.core.verdicts import UnreadableVerdict, read_direction, read_status
from goldenthread.exchange.policies import read_labels, read_rulebook

MET = short_rule("met").rule


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", None),
        (" ", None),
        ("On target", Status.ON_TARGET),
        ("green (above target)", Status.ON_TARGET),
        ("GREEN", Status.ON_TARGET),
        ("blue", Status.ON_TARGET),
        ("Met", Status.ON_TARGET),
        ("Target achieved", Status.ON_TARGET),
        ("green: above target", Status.ON_TARGET),
        ("amber (close to target)", Status.NEAR_TARGET),
        ("Close to target", Status.NEAR_TARGET),
        ("within tolerance", Status.NEAR_TARGET),
        ("Red – below target", Status.OFF_TARGET),
        ("R", Status.OFF_TARGET),
        ("Not met", Status.OFF_TARGET),
        ("missed", Status.OFF_TARGET),
        ("not rated", Status.NOT_RATED),
        ("N/A", Status.NOT_RATED),
        ("data only (class not in on-page key)", Status.NOT_RATED),
        ("No target to measure performance against", Status.NOT_RATED),
        ("TBC", Status.NOT_RATED),
        ("–", Status.NOT_RATED),
    ],
)
def test_a_printed_status_is_understood(text, status):
    assert read_status(text, MET, read_labels()) is status


def test_a_rules_own_words_come_first():
    rule = rulebook_from({"band": [{"name": "Red", "status": "near target"}]}).rule

    assert read_status("red", rule, {}) is Status.NEAR_TARGET
    assert read_status("Green+", read_rulebook("county-2013-14").rule, {}) is Status.ON_TARGET
    assert read_status("blue circle", read_rulebook("harlow").rule, {}) is Status.ON_TARGET


@pytest.mark.parametrize("text", ["purple", "above target", "red/amber", "95%"])
def test_a_word_that_may_mean_anything_is_refused(text):
    with pytest.raises(UnreadableVerdict, match=f"“{text}” is not a status we know: write on target"):
        read_status(text, MET, read_labels())


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("", None),
        ("Improving", Direction.IMPROVED),
        ("better", Direction.IMPROVED),
        ("static", Direction.SAME),
        ("No change", Direction.SAME),
        ("maintained", Direction.SAME),
        ("deteriorated", Direction.WORSE),
        ("worsening (slightly)", Direction.WORSE),
        ("n/a", Direction.CANNOT_COMPARE),
        ("Cannot be compared", Direction.CANNOT_COMPARE),
        ("Previous data not captured", Direction.CANNOT_COMPARE),
    ],
)
def test_a_printed_direction_is_understood(text, direction):
    assert read_direction(text, read_labels()) is direction


@pytest.mark.parametrize("text", ["up", "Down", "increased", "↑", "falling sharply"])
def test_up_and_down_say_nothing_about_better(text):
    with pytest.raises(
        UnreadableVerdict, match="doesn't say whether that is better or worse: write improved"
    ):
        read_direction(text, read_labels())


def test_another_word_for_a_direction_is_refused():
    with pytest.raises(UnreadableVerdict, match="“sideways” is not a direction we know"):
        read_direction("sideways", read_labels())
