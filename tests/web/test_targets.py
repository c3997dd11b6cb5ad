"""Setting a year of targets by a form, what a council still owes, and asking for a change on a page."""

from __future__ import annotations

from datetime import UTC, datetime

from goldenthread.governance.models import ChangeRequest
from goldenthread.measures.models import Target

AT = "/hart/measures/CS02a/targets/?year=2015"


def test_a_year_is_parted_asked_of_and_kept(signed_in):
    """R140: a profile by quarter; R141 and the figure that looks odd is asked about, not forbidden."""
    officer = signed_in("hart.performance")
    typed = {f"{name}_{place}": "" for place in range(5) for name in ("value", "stretch")}
    typed |= {f"version_{place}": "0" for place in range(5)}
    typed |= {"value_0": "1", "stretch_0": "2", "profile": "SAME", "reason": ""}
    asked = officer.post(AT, typed)
    assert asked.status_code == 422
    assert "Please look at this first" in asked.content.decode()
    assert not Target.objects.filter(measure__code="CS02a", starts_on__year=2015).exists()
    assert officer.post(AT, {**typed, "explanation": "The line closes."}).status_code == 302
    held = Target.objects.filter(measure__code="CS02a", starts_on__gte="2015-04-01")
    assert [one.value for one in held] == [1] * 5
    assert "Stretch" in officer.get("/hart/measures/CS02a/").content.decode()
    assert officer.post(AT, typed).status_code == 422  # seen before somebody saved


def test_what_cannot_be_read_is_said_beside_the_field(signed_in):
    answer = signed_in("hart.performance").post(AT, {"value_0": "a few", "profile": "EVEN"})
    assert answer.status_code == 422
    assert "neither a number" in answer.content.decode()


def test_cheltenhams_blank_target_is_owed_by_its_director(signed_in):
    """R126, R127: target to be identified by the Director of Built Environment."""
    html = signed_in("york.strategy").get("/cheltenham/targets/").content.decode()
    assert "Director of Built Environment" in html
    assert "No day stated" in html
    assert "still to be set" in html


def test_how_it_is_counted_and_what_is_counted_are_asked_for_on_pages(signed_in):
    """R136: each part of a sheet that was approved has a form of its own, which shows what holds now."""
    officer = signed_in("hart.performance")
    at = "/hart/measures/CS02a/ask/{}/".format
    asked = {}
    for what in ("tolerance", "definition", "counting"):
        assert f'href="{at(what)}"' in officer.get("/hart/measures/CS02a/edit/").content.decode()
        form = officer.get(at(what)).context["form"]
        asked[what] = {name: form[name].value() or "" for name in form.fields} | {"reason": "It misled."}
    assert asked["counting"]["polarity"] == "HIGHER"
    wrong = officer.post(at("counting"), {**asked["counting"], "polarity": "RANGE"})
    assert wrong.status_code == 422
    assert "it needs one edge at least" in wrong.content.decode()
    posts = (
        (
            "counting",
            {"polarity": "LOWER", "reporting": "YEARLY", "derivation": "AVERAGE", "low": ""},
            "Lower",
        ),
        ("definition", {"definition": "Every\r\ncall", "from_on": "1 May 2014"}, "Every"),
        ("tolerance", {"tolerance": "2.5"}, "2.5"),
    )
    for what, changed, shown in posts:
        typed = {name: value for name, value in {**asked[what], **changed}.items() if value is not False}
        answer = officer.post(at(what), typed)
        assert answer.status_code == 302, answer.content.decode()
        assert shown in officer.get(answer["location"]).content.decode()
    request = ChangeRequest.objects.get(kind="COUNTING")
    page = officer.get(f"/hart/change-requests/{request.pk}/").content.decode()
    assert "A way of counting or judging" in page
    assert "The average of what was collected in it" in page
    assert officer.get("/hart/change-requests/?kind=counting&as=csv").status_code == 200


def test_a_request_is_asked_shown_and_decided(signed_in):
    officer = signed_in("hart.performance")
    held = Target.objects.filter(measure__code="CS02a", value__isnull=False).first()
    at = "/hart/measures/CS02a/ask/target/"
    period = f"Q:{held.starts_on}:{held.ends_on}"
    asked = {"period": period, "value": "79", "reason": "Fewer staff."}
    unsaid = officer.post(at, asked)
    assert (unsaid.status_code, "Say which it is" in unsaid.content.decode()) == (422, True)
    preview = officer.post(at, {**asked, "ground": "MISS", "preview": "yes"}).content.decode()
    assert "What it would do" in preview and "By the rule" in preview
    assert not ChangeRequest.objects.exists()
    answer = officer.post(at, {**asked, "ground": "MISS"})
    assert answer.status_code == 302
    request = ChangeRequest.objects.get()
    assert "not yet decided" in officer.get("/hart/measures/CS02a/").content.decode()
    page = officer.get(f"/hart/change-requests/{request.pk}/").content.decode()
    assert "Fewer staff." in page
    assert "You asked for this yourself" in page
    assert "Eased because it would be missed." in page
    cabinet = held.council.bodies.get(kind="EXECUTIVE")
    said = {"is_granted": "yes", "decision": "", "version": "1"}
    assert officer.post(f"/hart/change-requests/{request.pk}/decide/", said).status_code == 403
    other = signed_in("hart.corporate")
    alone = other.post(f"/hart/change-requests/{request.pk}/decide/", said)
    assert (alone.status_code, "is approved by" in alone.content.decode()) == (422, True)
    said["body"] = str(cabinet.pk)
    assert other.post(f"/hart/change-requests/{request.pk}/decide/", said).status_code == 302
    assert "First approved as" in officer.get("/hart/measures/CS02a/").content.decode()
    held.refresh_from_db()
    assert held.value == 79
    moment = datetime(2014, 5, 1, 9, tzinfo=UTC)
    ChangeRequest.objects.update(asked_at=moment, decided_at=moment)
    report = officer.get("/hart/reports/quarter-1-2014-15/").content.decode()
    assert "One change to what was approved was decided in this period" in report
    assert "one approved and none declined" in report
    assert officer.get("/hart/change-requests/?as=csv").status_code == 200
