"""What stands in the way of a paper's approval: what its template asks for and nobody has said yet.

A blank implication blocks (York 2008, paragraph 24: that there are none is written, not left out); silence of
whoever is asked to clear a paper is not consent (Lambeth 2013); nothing of a second stage is given before the
first is whole (Spelthorne 2025/26); one option is to do nothing where the council asks for that (Maidstone).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.paper_template import Asked, PaperTemplate, Part
from goldenthread.core.sentences import counted, on_day, spell, start


@dataclass(frozen=True, slots=True)
class OptionSaid:
    """One option as far as the checks go."""

    number: int
    has_advantages: bool
    has_disadvantages: bool
    does_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ImplicationSaid:
    """One category: whether it is written or said to be none, and who signed it off."""

    category: str
    is_blank: bool
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class PaperSaid:
    """A paper as far as the checks go; `texts` are the words of each section by its key."""

    kind: str  # DECISION, DISCUSSION or NOTING
    texts: dict[str, str]
    options: tuple[OptionSaid, ...] = ()
    implications: tuple[ImplicationSaid, ...] = ()
    recommendations: tuple[tuple[int, bool], ...] = ()  # number, has a reason
    risks: int = 0
    has_contact: bool = False
    wards: str = ""
    is_key_decision: bool | None = None
    forward_plan: str = ""
    is_exempt: bool = False
    exempt_because: str = ""
    unknown_figures: tuple[str, ...] = ()
    has_snapshot: bool = False
    open_rounds: tuple[str, ...] = ()  # workshop rounds that the paper has to wait for


def reasons_not_ready(said: PaperSaid, template: PaperTemplate) -> list[str]:
    """Why a paper can't be signed off yet, each a sentence that says what to do; none where it is ready."""
    return [
        *_of_sections(said, template),
        *_of_options(said, template),
        *_of_implications(said, template),
        *_of_recommendations(said, template),
        *_of_front(said, template),
        *_of_figures(said),
        *(f"It is blocked until “{one}” is closed." for one in said.open_rounds),
    ]


def _of_sections(said: PaperSaid, template: PaperTemplate) -> Iterator[str]:
    blank = [
        one.heading
        for one in template.sections
        if one.part is Part.WORDS and one.is_required and not said.texts.get(one.key, "").strip()
    ]
    if blank:
        yield f"Not written yet: {', '.join(blank)}. Write each, or say in it why there is nothing to say."
    risks = template.of(Part.RISKS)
    if risks and risks.is_required and not said.risks and not said.texts.get(risks.key, "").strip():
        yield "No risk is stated. State one with its cause and effect, or say in words why there is none."
    contacts = template.of(Part.CONTACTS)
    if contacts and contacts.is_required and not said.has_contact:
        yield "Nobody is named as its author. Name one, so that a reader knows whom to ask."
    wards = template.of(Part.WARDS)
    if wards and wards.is_required and not said.wards.strip():
        yield "Say which wards it affects, or “All”."


def _of_options(said: PaperSaid, template: PaperTemplate) -> Iterator[str]:
    if said.kind != "DECISION" or not template.has(Part.OPTIONS):
        return
    missing = template.least_options - len(said.options)
    if missing > 0:
        yield (
            f"A decision needs {spell(template.least_options)} options, and "
            f"{spell(len(said.options)) if said.options else 'none'} {_is(len(said.options))} given. "
            f"Add {spell(missing)} more."
        )
    if template.needs_do_nothing and not any(one.does_nothing for one in said.options):
        yield "No option is to do nothing. Add it, or mark the one that is."
    for one in said.options:
        lacks = [
            words
            for words, is_there in (
                ("advantages", one.has_advantages),
                ("disadvantages", one.has_disadvantages),
            )
            if not is_there
        ]
        if lacks:
            yield f"Option {one.number} has no {' and no '.join(lacks)}. Say them, or that there are none."


def _of_implications(said: PaperSaid, template: PaperTemplate) -> Iterator[str]:
    if not template.has(Part.IMPLICATIONS):
        return
    if not said.implications:
        yield "No implications are written. Write each category, or say that there are none."
        return
    blank = [one.category for one in said.implications if one.is_blank]
    if blank:
        listed = ", ".join(blank)
        yield f"Not all implications are written: {listed}. Write each, or say that there are none."
    if template.signs_implications:
        unsigned = [one.category for one in said.implications if not one.is_blank and not one.signed_by]
        if unsigned:
            listed = ", ".join(unsigned)
            yield f"Not signed off by the officer of each: {listed}. Ask them; silence is not consent."


def _of_recommendations(said: PaperSaid, template: PaperTemplate) -> Iterator[str]:
    if not template.has(Part.RECOMMENDATIONS):
        return
    if said.kind == "DECISION" and not said.recommendations:
        yield "Nothing is recommended. Write what the body is asked to decide, and why."
    bare = [str(number) for number, has_reason in said.recommendations if not has_reason]
    if bare:
        yield f"No reason is given for recommendation {' and '.join(bare)}. Say why."


def _of_front(said: PaperSaid, template: PaperTemplate) -> Iterator[str]:
    if "key_decision" in template.front and said.is_key_decision is None:
        yield "Say whether this is a key decision."
    if "forward_plan" in template.front and said.is_key_decision and not said.forward_plan.strip():
        yield "A key decision is in the forward plan. Give its reference."
    if said.is_exempt and not said.exempt_because.strip():
        yield "It is exempt, and no ground is given. Name the paragraph of Schedule 12A and why it applies."


def _of_figures(said: PaperSaid) -> Iterator[str]:
    if said.unknown_figures:
        named = ", ".join(f"{{{one}}}" for one in said.unknown_figures)
        if said.has_snapshot:
            yield f"These figures aren't among those frozen: {named}. Choose from the list beside the text."
        else:
            yield f"The text names figures ({named}) and is tied to no snapshot. Choose the frozen figures."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


# Clearances and sign-offs


@dataclass(frozen=True, slots=True)
class StopHeld:
    """One clearance or sign-off of a paper, and how it stands."""

    place: int
    role: str
    post: str
    stage: int
    asked: Asked
    given_on: date | None = None
    asked_on: date | None = None
    due_on: date | None = None
    returned: str = ""  # why it was sent back, where it was

    @property
    def is_given(self) -> bool:
        return self.given_on is not None


def reasons_not_to_give(stops: Sequence[StopHeld], place: int) -> list[str]:
    """Why a clearance or sign-off can't be given now: its turn hasn't come, or it is given already.

    Clearances of a stage are given in any order; a sign-off waits for those before it in its stage, and
    everything of a stage for the stages before.
    """
    stop = next((one for one in stops if one.place == place), None)
    if stop is None:
        return ["There is no such sign-off on this paper."]
    if stop.is_given:
        return [f"{named(stop)} is given already."]
    earlier = [one for one in stops if one.stage < stop.stage and not one.is_given]
    if not earlier and stop.asked is Asked.SIGN_OFF:
        same = [one for one in stops if one.stage == stop.stage and not one.is_given]
        earlier = [one for one in same if one.place < place or one.asked is Asked.CLEARANCE]
    return [f"{named(one)} comes first." for one in earlier[:1]]


def named(stop: StopHeld) -> str:
    """What a stop is called in a sentence: “Clearance by the Director of Resources (Finance)”."""
    what = "Clearance" if stop.asked is Asked.CLEARANCE else "Sign-off"
    role = f" ({stop.role})" if stop.role and stop.role != stop.post else ""
    return f"{what} by the {stop.post}{role}" if stop.post else f"{what}: {stop.role}"


def stands(stop: StopHeld, on: date) -> str:
    """How a clearance or sign-off stands on a day, in words; silence past its day is no consent."""
    if stop.given_on:
        return f"Given on {on_day(stop.given_on)}"
    if stop.returned:
        return f"Sent back: {stop.returned}"
    if stop.asked_on is None:
        return "Not asked yet"
    if stop.due_on and stop.due_on < on:
        return f"No answer, which was due on {on_day(stop.due_on)}. Silence is not consent: ask again"
    due = f", to be answered by {on_day(stop.due_on)}" if stop.due_on else ""
    return f"Asked on {on_day(stop.asked_on)}{due}"


def state_sentence(reasons: Sequence[str], waiting: Sequence[StopHeld]) -> str:
    """The one sentence that a paper's page opens with."""
    if reasons:
        said = start(counted(len(reasons), "thing"))
        return f"{said} {'stands' if len(reasons) == 1 else 'stand'} in the way of its approval."
    if waiting:
        return f"It is ready. {named(waiting[0])} comes next."
    return "Every clearance and sign-off is given."
