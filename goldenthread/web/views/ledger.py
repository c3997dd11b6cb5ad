"""The whole ledger of a council, for those who trace what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from goldenthread.core.sentences import counted, start
from goldenthread.ledger.whole import Wanted, entries_of, kinds_and_posts, ledger_page, names_behind
from goldenthread.reports.tables.ledger import kind_words
from goldenthread.reports.tables.ledger import ledger as table
from goldenthread.web.forms.who import LedgerForm
from goldenthread.web.pages import file_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("read_ledger")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every change with who, when, what was before, and why; filtered, paged, or as a file."""
    kinds, posts = kinds_and_posts(council)
    form = LedgerForm(
        request.GET or None, kinds=[(kind, start(kind_words(kind))) for kind in kinds], posts=posts
    )
    wanted = Wanted(**form.asked()) if form.is_bound and form.is_valid() else Wanted()
    kind = request.GET.get("as", "")
    if kind in ("csv", "xlsx"):
        entries = list(entries_of(council, wanted))
        return file_of(table(entries, names_behind(entries), is_whole=True), f"{council.slug}-ledger", kind)
    found = ledger_page(council, wanted, _number(request))
    asked = request.GET.copy()
    asked.pop("page", None)
    return page(
        request,
        "web/ledger.html",
        council,
        "",
        form=form,
        found=found,
        grid=table(found.entries, names_behind(found.entries)),
        asked=asked.urlencode(),
        sentence=_sentence(found.total, is_asked=bool(asked)),
        code=422 if form.errors else 200,
    )


def _sentence(total: int, *, is_asked: bool) -> str:
    are = "is" if total == 1 else "are"
    return (
        f"{start(counted(total, 'change'))} {are} in the ledger{' that you asked for' if is_asked else ''}."
    )


def _number(request: HttpRequest) -> int:
    given = request.GET.get("page", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 1
