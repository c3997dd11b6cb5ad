"""How people are told: audiences, messages, tasks, booked time, the launch, and what each audience reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.planning.communicating import (
    AudienceSaid,
    BookedSaid,
    MessageSaid,
    Planned,
    TaskSaid,
    add_part,
    change_part,
    plan_communication,
    remove_part,
)
from goldenthread.planning.communication_queries import audience_at, booked_in, tasks_in
from goldenthread.planning.copying import NewEdition
from goldenthread.planning.models import Audience, Message, Stage
from goldenthread.planning.refresh import start_edition
from goldenthread.plans.models import Edition, Element, Succession
from goldenthread.reports.figures.communication import briefing_of, communicated
from goldenthread.reports.outlines.briefing import compose
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def audience(cast: Cast, **more: Any) -> Any:
    said = AudienceSaid(**{"name": "Staff", "side": "INTERNAL", **more})
    return add_part(edition=cast.edition, said=said, **WHO)


def test_the_plan_says_what_is_late_what_is_next_and_when_the_launch_is(cast: Cast) -> None:
    """R056, R057."""
    launch = Stage.objects.create(
        council=cast.council,
        cycle="PLAN",
        name="Launch",
        starts_on=date(2014, 9, 12),
        ends_on=date(2014, 9, 12),
    )
    plan_communication(edition=cast.edition, said=Planned("All know", launch), version=0, **WHO)
    staff = audience(cast)
    owner = cast.council.posts.get(title="Head of Streets")
    add_part(edition=cast.edition, said=TaskSaid("Agree words", date(2014, 9, 1), staff, "", owner), **WHO)
    add_part(edition=cast.edition, said=TaskSaid("Print it", date(2014, 9, 9)), **WHO)
    service = cast.council.services.get()
    add_part(
        edition=cast.edition,
        said=BookedSaid(ON, date(2014, 9, 30), "Posters", service, days=Decimal("2.5")),
        **WHO,
    )
    found = communicated(cast.edition, ON)
    assert found.sentence == (
        "The launch is in 10 days, on 12 September 2014. One audience is to be told. "
        "Of two tasks, none is done and one is late. "
        "Late, since 1 September 2014: Agree words. Next, by 9 September 2014: Print it."
    )
    with pytest.raises(Stale):
        plan_communication(edition=cast.edition, said=Planned("Else"), version=0, **WHO)


def test_what_cannot_be_is_refused_with_a_sentence(cast: Cast) -> None:
    staff, other = audience(cast), a_council("elsewhere")
    add = {"edition": cast.edition, **WHO}
    for said, sentence in (
        (AudienceSaid("Staff", "INTERNAL"), "an audience of that name already"),
        (AudienceSaid("X", "INTERNAL", "cats"), "Choose a manner of words"),
        (AudienceSaid("X", "INTERNAL", kinds=["GROWN"]), "kinds of change"),
        (AudienceSaid("X", "INTERNAL", themes=[other.elements["place"].pk]), "Choose themes of this edition"),
        (AudienceSaid("X", "INTERNAL", contact=other.council.posts.first()), "this council’s own records"),
        (MessageSaid(staff, "Post", " "), "Write what they are told"),
        (TaskSaid("X", ON, starts_on=date(2014, 9, 3)), "begins after the day"),
        (BookedSaid(ON, date(2014, 9, 1), "X", team="Press"), "ends before it starts"),
        (BookedSaid(ON, ON, "X"), "whose time it is"),
        (BookedSaid(ON, ON, "X", team="Press", days=Decimal(0)), "more than no days"),
    ):
        with pytest.raises(Refused, match=sentence):
            add_part(said=said, **add)
    theirs = Audience.objects.create(
        council=other.council, edition=other.edition, name="Theirs", side="INTERNAL"
    )
    with pytest.raises(Refused, match="own records"):
        add_part(said=MessageSaid(theirs, "Post", "X"), **add)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_only_those_who_keep_communication_change_it(cast: Cast, by) -> None:
    staff = audience(cast)
    with pytest.raises(Refused):
        add_part(edition=cast.edition, said=MessageSaid(staff, "Post", "X"), by=by, at=AT)
    with pytest.raises(Refused):
        change_part(part=staff, said=AudienceSaid("X", "INTERNAL"), version=1, by=by, at=AT)
    with pytest.raises(Refused):
        remove_part(part=staff, by=by, at=AT)
    with pytest.raises(Refused):
        plan_communication(edition=cast.edition, said=Planned("X"), version=0, by=by, at=AT)


def test_an_audience_that_goes_takes_its_messages_and_leaves_its_tasks(cast: Cast) -> None:
    staff = audience(cast)
    message = add_part(edition=cast.edition, said=MessageSaid(staff, "Post", "It is new"), **WHO)
    task = add_part(edition=cast.edition, said=TaskSaid("Print it", ON, staff), **WHO)
    change_part(part=message, said=MessageSaid(staff, "Post", "It is better"), version=1, **WHO)
    with pytest.raises(Stale):
        change_part(part=message, said=MessageSaid(staff, "Post", "X"), version=1, **WHO)
    remove_part(part=staff, **WHO)
    assert not Message.objects.exists()
    task.refresh_from_db()
    assert task.audience is None
    assert Entry.objects.filter(subject_kind="message", verb="removed").get().before["text"] == "It is better"


def a_successor(cast: Cast) -> Edition:
    """The next edition, with the theme renamed and a line of its own."""
    old = cast.edition
    new = Edition.objects.create(plan=old.plan, slug="2015", name="Strategy 2015", replaces=old)
    level = new.levels.create(key="theme", name="Theme", plural="Themes", position=1)
    for title in ("Place", "Health"):
        Element.objects.create(
            council=cast.council, edition=new, level=level, code=title.lower(), title=title
        )
    made = {one.code: one for one in new.elements.all()}
    said = {"council": cast.council, "decided_by": "Cabinet"}
    Succession.objects.create(**said, old=cast.elements["place"], new=made["place"], kind="CARRIED")
    Succession.objects.create(**said, new=made["health"], kind="ADDED", reason="It was missing")
    return new


def test_a_briefing_tells_an_audience_of_its_own_changes_in_its_own_words(cast: Cast) -> None:
    """R072, R056."""
    new = a_successor(cast)
    health = new.elements.get(code="health")
    contact = cast.council.posts.get(title="Strategy Manager")
    said = AudienceSaid(
        "Residents", "EXTERNAL", "residents", [health.pk], ["ADDED"], "What we do.", "Come.", contact
    )
    made = add_part(edition=new, said=said, **WHO)
    assert isinstance(made, Audience)
    held = audience_at(cast.council, made.pk, STRATEGY)
    assert held is not None
    add_part(edition=new, said=MessageSaid(held, "Leaflet", "It is short."), **WHO)
    found = briefing_of(held, STRATEGY, ON)
    assert found.changes == ["“Health” is new."]  # residents are not told who decided and why
    assert found.sentence == "One change concerns you."
    assert (found.next, found.ask) == (["Come."], "Strategy Manager")
    outline = compose(found, ON)
    assert [one.heading for one in outline.sections] == [
        "What it is", "What changes for you", "What happens next", "Whom to ask",
    ]  # fmt: skip
    assert outline.notices == ("A draft: it may still change.",)


def test_a_first_edition_has_nothing_to_compare(cast: Cast) -> None:
    found = briefing_of(audience(cast), VISITOR, ON)
    assert found.changes == []
    assert "first edition" in found.changes_opening
    assert found.sentence == "Nothing in it changes for you, as far as is recorded."


def test_the_communication_of_a_closed_draft_is_closed(cast: Cast) -> None:
    staff = audience(cast)
    add_part(edition=cast.edition, said=TaskSaid("Print it", ON), **WHO)
    add_part(edition=cast.edition, said=BookedSaid(ON, ON, "X", team="Press"), **WHO)
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    for who, count in ((STRATEGY, 1), (VISITOR, 0), (STRANGER, 0)):
        assert len(tasks_in(cast.council, who)) == len(booked_in(cast.council, who)) == count
        assert (audience_at(cast.council, staff.pk, who) is not None) == bool(count)


def test_whom_to_tell_goes_on_into_the_next_edition_and_what_they_are_told_does_not(cast: Cast) -> None:
    """R056."""
    staff = audience(cast, themes=[cast.elements["place"].pk], kinds=["ADDED"], opening="This year’s words")
    add_part(edition=cast.edition, said=MessageSaid(staff, "Post", "It is new"), **WHO)
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    new = start_edition(old=cast.edition, new=NewEdition("2015", "Strategy 2015"), **WHO)
    carried = Audience.objects.get(edition=new)
    assert (carried.name, carried.kinds, carried.opening) == ("Staff", ["ADDED"], "")
    assert carried.themes == [new.elements.get(code="place").pk]
    assert not carried.messages.exists()
