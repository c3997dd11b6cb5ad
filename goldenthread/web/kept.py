"""Writing one kept record: the form, what is stored, and what is said where that is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from goldenthread.core.refused import Refused, Stale
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.web.forms.kept import KeptForm


@dataclass(frozen=True)
class Words:
    """What the page of a form says: where it belongs, its title and sentence, its button, the ways on."""

    margin: str
    title: str
    sentence: str
    back: str
    button: str = "Save"
    label: str = "What is recorded"
    note: str = ""
    remove: str = ""
    also: tuple[str, str] = ("", "")  # a further address, and its words
    current: str = "Meetings"  # the part of the navigation
    leave: str = "Leave without saving"
    is_removal: bool = False

    def under(self, current: str) -> Words:
        """The same words on a page of another part of the navigation."""
        return replace(self, current=current)


def removal(margin: str, title: str, back: str, current: str, sentence: str = "") -> Words:
    """What the page says where something recorded by mistake is removed."""
    note = "What ended otherwise is not removed: say how it ended. The ledger keeps what is removed."
    return Words(
        margin, title, sentence or note, back, button="Remove it", label="Why", note=note if sentence else "",
        current=current, leave="Keep it", is_removal=True,
    )  # fmt: skip


def written(
    request: HttpRequest,
    council: Council,
    *,
    form: KeptForm,
    words: Words,
    store: Callable[[], str],
    held_now: Callable[[], Any] = lambda: None,
    template: str = "web/kept.html",
    **shown: Any,
) -> HttpResponse:
    """Show a form, or store what came with it: `store` does, and gives the address to go on to.

    Where somebody else wrote first, what was typed stays and each field says what is held now.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(store())
        except Stale as stale:
            now = held_now()
            if now is not None:
                show_held(form, now.version, form.words_of(now))
            form.add_error(None, str(stale))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, template, council, words.current, form=form, words=words, code=code, **shown)
