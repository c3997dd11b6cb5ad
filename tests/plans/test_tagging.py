"""Tags are made when they are first used, and an element carries each once."""

from __future__ import annotations

import pytest

from goldenthread.ledger.models import Entry
from goldenthread.plans.facts import tag_by_name
from goldenthread.plans.models import Tag, Tagging
from tests.cast import WHO, a_council

pytestmark = pytest.mark.django_db


def test_elements_are_tagged_once_however_often_it_is_said():
    """R078: a tag that actions are found by."""
    cast = a_council()
    action = cast.elements["action"].pk
    given = [(action, "WARD", "Oakley"), (action, "WARD", "Oakley"), (action, "SUBJECT", "Oakley")]
    tag_by_name(council=cast.council, given=given, **WHO)
    tag_by_name(council=cast.council, given=given, **WHO)
    assert [(tag.kind, tag.name) for tag in Tag.objects.all()] == [("SUBJECT", "Oakley"), ("WARD", "Oakley")]
    assert Tagging.objects.count() == 2
    assert Entry.objects.filter(subject_kind="tagging").count() == 2


def test_another_councils_tags_are_left_alone():
    cast, other = a_council(), a_council("elsewhere")
    tag_by_name(council=other.council, given=[(other.elements["action"].pk, "WARD", "Oakley")], **WHO)
    tag_by_name(council=cast.council, given=[(cast.elements["action"].pk, "WARD", "Oakley")], **WHO)
    assert Tag.objects.filter(council=cast.council).count() == 1
    assert [one.element_id for one in Tagging.objects.filter(tag__council=cast.council)] == [
        cast.elements["action"].pk
    ]
