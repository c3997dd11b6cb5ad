"""“Updates I owe”: everything that a round asks of somebody, on one page, saved or sent in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.owed_told import of_owed
from goldenthread.core.periods import from_code, in_words
from goldenthread.exchange.policies import read_labels
from goldenthread.people.holding import post_at
from goldenthread.people.permissions import has_power
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.figures.owed import Owed, Stand, owed_by, posts_owing
from goldenthread.rounds.answering import Answer, NotAnswered, answer_many
from goldenthread.rounds.ask_queries import asked_of_nobody, round_wanted, rounds_going
from goldenthread.rounds.sign_off import sign_off
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.owed import OwedRow
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.core.sentences import Sentence
    from goldenthread.people.models import Council, Post
    from goldenthread.people.officers import Officer
    from goldenthread.rounds.models import Round


@needing("answer_asks")
@of_council
def updates(request: HttpRequest, council: Council) -> HttpResponse:
    """What a person owes the round that is asking, or with `?post=` what another post owes."""
    rounds = rounds_going(council)
    round = round_wanted(rounds, request.GET.get("round", ""))
    if round is None:
        return page(request, "web/updates_none.html", council, "Updates", unclear=bool(rounds))
    post, officer = _post(request, council), officer_of(request)
    owed = owed_by(round, officer, day_of(council), post)
    data = request.POST if request.method == "POST" else None
    change = request.GET.get("change", "") if data is None else ""
    rule = action_rule_of(council)
    rows = [
        OwedRow(line, data, rule, owed.on, is_open=_is_open(line.stand, str(line.ask.pk) == change))
        for line in owed.lines
    ]
    if data is not None and (count := store(rows, owed, request)):
        return _to_page(request, count)
    return _answer(request, council, owed, rows, officer, [one for one in rounds if one != round])


def _is_open(stand: Stand, is_asked: bool) -> bool:
    return stand is Stand.TO_DO or (stand is Stand.SAVED and is_asked)


def _post(request: HttpRequest, council: Council) -> Post | None:
    """The post whose lines are asked for; a number that is no post's is no page of ours."""
    key = request.GET.get("post", "")
    if not key:
        return None
    found = post_at(council, int(key)) if key.isascii() and key.isdigit() and len(key) < 16 else None
    if found is None:
        raise Http404("No post of this council has this number.")
    return found


def store(rows: list[OwedRow], owed: Owed, request: HttpRequest, **by_link: Any) -> int:
    """Store what was filled in, and send it if that was asked; 0, with what is wrong said at the lines.

    `by_link` are the officer and the invitation of a link, where somebody answers by one.
    """
    is_sent = request.POST.get("act") == "send"
    wanted = [row for row in rows if (row.is_to_send if is_sent else row.is_touched)]
    labels, is_later = read_labels(), request.POST.get("later") == "on"
    read: list[tuple[OwedRow, Answer | None]] = [
        (row, row.answer(labels, is_later=is_later)) for row in wanted
    ]
    good = [(row, one) for row, one in read if one is not None]
    if len(good) < len(read) or not good:
        return 0
    try:
        answers = [one for _, one in good]
        who: dict[str, Any] = {"by": officer_of(request), "at": timezone.now(), **by_link}
        return len(answer_many(round=owed.round, answers=answers, is_sent=is_sent, on=owed.on, **who))
    except NotAnswered as refusal:
        for place, (row, _) in enumerate(good):
            found, asked = refusal.problems.get(place, []), refusal.questions.get(place, [])
            row.tell(found, asked, is_stale=place in refusal.stale)
        if not (refusal.problems or refusal.questions):
            raise
    return 0


def _to_page(request: HttpRequest, count: int) -> HttpResponse:
    """Back to the same page, which says how many lines were saved or sent."""
    asked = request.GET.copy()
    for name in ("change", "saved", "sent"):
        asked.pop(name, None)
    asked["sent" if request.POST.get("act") == "send" else "saved"] = str(count)
    return redirect(f"{request.path}?{asked.urlencode()}")


def _count(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "") if request.method != "POST" else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0


def _answer(
    request: HttpRequest,
    council: Council,
    owed: Owed,
    rows: list[OwedRow],
    officer: Officer,
    others: list[Round],
) -> HttpResponse:
    wrong = [row for row in rows if row.problems]
    asked = [row for row in rows if row.questions]
    keeps, rule = has_power("keep_rounds", officer), action_rule_of(council)
    to_do = [row for row in rows if row.line.stand is Stand.TO_DO]
    return page(
        request,
        "web/updates.html",
        council,
        "Updates",
        owed=owed,
        rows=rows,
        now=to_do[0].key if to_do else 0,
        sentence=told(owed),
        period=in_words(from_code(owed.round.period)),
        states=sign_off().states,
        others=others,
        ways=ways_between(council, officer, "updates"),
        rule=rule,
        is_nothing=request.method == "POST" and not wrong and not asked,
        wrong=wrong,
        asked=asked,
        saved=_count(request, "saved"),
        sent=_count(request, "sent"),
        posts=posts_owing(owed.round) if keeps else [],
        nobody=asked_of_nobody(owed.round) if keeps else [],
        code=422 if wrong or asked else 200,
    )


def ways_between(council: Council, officer: Officer, here: str) -> list[tuple[str, str]]:
    """Where else a person goes from one of these pages: what they owe, check and sign off."""
    powers = {"updates": "answer_asks", "check-answers": "check_answers", "sign-answers": "sign_answers"}
    names = {"updates": "Updates I owe", "check-answers": "To check", "sign-answers": "To sign off"}
    return [
        (names[name], reverse(name, args=[council.slug]))
        for name, power in powers.items()
        if name != here and has_power(power, officer)
    ]


def told(owed: Owed) -> list[Sentence]:
    """The sentence that opens the page."""
    return of_owed(
        whole=len(owed.lines),
        done=owed.done,
        saved=len(owed.saved),
        due_on=owed.due_on,
        days_left=owed.days_left,
        minutes=owed.minutes,
        post=owed.whose if owed.is_another else "",
    )
