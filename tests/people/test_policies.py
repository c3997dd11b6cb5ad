"""The policy of duties in force: where it is, when it is read again, and what a broken one does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goldenthread.core.duties import Held, Reach
from goldenthread.core.refused import UnreadableFile
from goldenthread.people import actions, queries
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, subject_of
from goldenthread.people.policies import duties, policies_folder
from tests.cast import NEIGHBOUR, OWNER, STRANGER, STRATEGY, a_council

ROLES = [
    "Strategy team", "Director", "Service manager", "Owner", "Updater", "Finance officer",
    "Democratic services officer", "Executive member", "Scrutiny member", "Partner", "Auditor",
    "Member of the public",
]  # fmt: skip
ONE_POWER = (
    '[power]\nfly = "fly"\nrecord_results = "record"\n[duty.BIRD]\nname = "Bird"\nmay = { fly = "council" }\n'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's own folder of policies."""
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    return tmp_path


def write(folder: Path, text: str | bytes, version: int = 1) -> None:
    path = folder / "duties.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, ns=(version * 10**9, version * 10**9))  # two writes within one tick of the clock differ


def test_the_policy_we_deliver_names_every_role_of_a_council() -> None:
    """R142: members, officers, partners and the public differ."""
    assert [duty.name for duty in duties().duties.values()] == ROLES
    assert all(duty.about.endswith(".") for duty in duties().duties.values())


def test_the_public_may_do_nothing_and_nobody_but_officers_changes_a_plan() -> None:
    """R142."""
    able = {duty.code for duty in duties().having("change_plan")}

    assert duties().duties["PUBLIC"].may == {}
    assert able == {"STRATEGY", "DIRECTOR", "SERVICE_MANAGER"}


def test_every_power_can_be_used_by_somebody() -> None:
    assert [power for power in duties().powers if not duties().having(power)] == []


def test_a_council_that_changes_its_file_is_obeyed_at_once(folder: Path) -> None:
    write(folder, ONE_POWER)
    assert duties().duties["BIRD"].may == {"fly": Reach.COUNCIL}

    write(folder, ONE_POWER.replace('"council"', '"own"'), version=2)

    assert duties().duties["BIRD"].may == {"fly": Reach.OWN}


def test_a_file_saved_with_a_byte_order_mark_is_read(folder: Path) -> None:
    write(folder, b"\xef\xbb\xbf" + ONE_POWER.encode())

    assert policies_folder() == folder
    assert list(duties().duties) == ["BIRD"]


BROKEN = [
    (ONE_POWER + "may = {", "duties.toml: The file is not TOML: "),
    (
        ONE_POWER.encode() + b'about = "\xe9"',
        "duties.toml: The file is not in UTF-8. Save it again as UTF-8.",
    ),
    (ONE_POWER + "mya = {}", "duties.toml: Duty BIRD: there is no line “mya”. Write name, about and may."),
]


@pytest.mark.parametrize(("text", "sentence"), BROKEN)
def test_a_broken_file_is_refused_with_a_sentence(folder: Path, text: str | bytes, sentence: str) -> None:
    write(folder, text)

    with pytest.raises(UnreadableFile) as refusal:
        duties()
    assert refusal.value.reasons[0].startswith(sentence)
    assert str(folder) not in refusal.value.reasons[0]  # where it lies on the machine is nobody's business


def test_a_missing_file_is_refused_with_a_sentence(folder: Path) -> None:
    with pytest.raises(
        UnreadableFile, match=r"duties.toml: The file can't be read: No such file or directory\."
    ):
        duties()


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "sentence"), BROKEN)
def test_by_a_broken_policy_nobody_changes_anything_and_everybody_is_told_why(
    folder: Path, text: str | bytes, sentence: str
) -> None:
    write(folder, text)
    council = a_council().council

    for officer in (STRATEGY, OWNER):
        reason = reasons_of_duty(council, "record_results", officer)[0]
        assert reason.startswith(sentence)
        assert reason.endswith("Until it is mended nobody can change anything.")
        assert not has_power("record_results", officer)
    assert reasons_of_duty(council, "record_results", VISITOR) == ["Sign in first."]
    assert reasons_of_duty(council, "record_results", OPERATOR) == []


@pytest.mark.django_db
def test_the_same_title_in_another_council_is_another_post() -> None:
    """R142: two posts of one title in two councils never stand in for each other."""
    here, elsewhere = a_council().council, a_council("elsewhere").council
    post = here.posts.get(title="Head of Streets")
    subject = subject_of(post.service, post)
    twin = actions.give_sign_in(
        username="twin",
        password="a long enough password",
        post=elsewhere.posts.get(title="Head of Streets"),
        duty="OWNER",
    )

    assert reasons_of_duty(here, "record_results", OWNER, subject) == []
    assert reasons_of_duty(here, "record_results", queries.officer_for(twin), subject) == [
        "You work for another council than Testbury."
    ]
    assert reasons_of_duty(here, "record_results", STRANGER, subject) != []


@pytest.mark.django_db
@pytest.mark.parametrize("duty", ["WIZARD", "", "OPERATOR", "strategy"])
def test_a_duty_that_is_in_no_policy_makes_a_reader(duty: str) -> None:
    """Nobody becomes the operator by signing in, whatever their row says."""
    council = a_council().council
    post = council.posts.get(title="Head of Streets")
    user = actions.give_sign_in(username="odd", password="a long enough password", post=post, duty=duty)
    officer = queries.officer_for(user)

    assert not officer.serves_everyone
    assert reasons_of_duty(council, "record_results", officer, subject_of(post.service, post)) == [
        "Only the strategy team or Head of Streets can record and restate results. "
        f"Your duty here ({duty or 'none'}) is not in the council's list of duties. Ask the strategy team."
    ]


@pytest.mark.django_db
def test_what_belongs_to_a_service_belongs_to_its_directorate_too() -> None:
    council = a_council().council
    post, service = council.posts.get(title="Head of Streets"), council.services.get(name="Streets")

    assert subject_of(service, post, None) == ("Streets", "Place", ("Head of Streets",))
    assert subject_of(None) == ("", "", ())
    director = Officer("Director", "director", "testbury", "DIRECTOR", directorate="Place")
    assert has_power("change_plan", director, subject_of(service))
    assert not has_power("change_plan", NEIGHBOUR, subject_of(service))


def test_further_duties_stand_beside_the_posts_own() -> None:
    officer = Officer("Clerk", "clerk", "testbury", "OWNER", "Parks", "Place", also=(Held("FINANCE"),))

    assert officer.held == (Held("OWNER", "Parks", "Place"), Held("FINANCE"))
    assert has_power("say_needs", officer, subject_of(None))
