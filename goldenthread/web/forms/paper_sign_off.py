"""Forms of who clears and signs a paper, and of a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.boundfield import BoundField

from goldenthread.web.forms.fields import LinesField

if TYPE_CHECKING:
    from goldenthread.governance.models import Approval


def post_field(label: str, titles: Iterable[str], held: str) -> forms.ChoiceField:
    """A post of the council by its title; one that a paper names already stays among the choices."""
    known = list(dict.fromkeys([*titles, *([held] if held else [])]))
    return forms.ChoiceField(
        label=label,
        choices=[("", "No post yet"), *((one, one) for one in known)],
        required=False,
        initial=held,
        error_messages={
            "invalid_choice": "“%(value)s” is no post of this council, so nobody could sign. Choose a post "
            "from the list, or have it added to the council’s posts first."
        },
    )


class StopsForm(forms.Form):
    """Which post, and by name whom, gives each clearance and sign-off."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *given: Any, stops: Sequence[Approval], version: int, posts: Iterable[str], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.stops, titles = stops, list(posts)
        self.fields["version"].initial = version
        for place, one in enumerate([*stops, None]):
            for name, label, most in (
                ("role", "What it is for", 100),
                ("name", "Name", 200),
            ):
                self.fields[f"{name}_{place}"] = forms.CharField(
                    label=label, max_length=most, required=False, initial=getattr(one, name, "")
                )
            self.fields[f"post_{place}"] = post_field("Post", titles, getattr(one, "post", ""))

    def rows(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each stop and its fields; the last row is for one more."""
        for place in range(len(self.stops) + 1):
            name = f"Sign-off {place + 1}" if place < len(self.stops) else "One more, if it needs one"
            yield name, [self[f"{part}_{place}"] for part in ("role", "post", "name")]

    def said(self) -> list[dict[str, str]]:
        """Role, post and name of each; the last only where a post is named."""
        rows = [
            {part: self.cleaned_data[f"{part}_{place}"].strip() for part in ("role", "post", "name")}
            for place in range(len(self.stops) + 1)
        ]
        return rows if rows[-1]["post"] else rows[:-1]


class WhyForm(forms.Form):
    """A reason, for sending back or opening again."""

    why = LinesField(label="Why")
