"""Forms on who stands in, handing over, links to answer, and addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from goldenthread.web.forms.fields import DayField, LinesField, RecordField, RecordsField

if TYPE_CHECKING:
    from goldenthread.people.addresses import Addresses
    from goldenthread.people.models import Post, User
    from goldenthread.rounds.models import Ask
    from goldenthread.rounds.owed import Person


def end_of(day: date) -> datetime:
    """The last moment of a day, in the installation's time."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _posts(posts: Iterable[Post]) -> list[tuple[int, str]]:
    return [(post.pk, post.title) for post in posts]


class CoverForm(forms.Form):
    """Which post is away, who stands in, from when to when."""

    def __init__(
        self, *given: Any, own: Sequence[Post], posts: Iterable[Post], on: date, first: str, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        mine = next((post.pk for post in own if post.title == first), None)
        self.fields["post"] = RecordField(
            _posts(own),
            label="Who is away",
            none="Choose a post",
            required=True,
            initial=mine,
            error_messages={"required": "Choose the post that is away"},
        )
        self.fields["stand_in"] = RecordField(
            _posts(posts),
            label="Who stands in",
            none="Choose a post",
            required=True,
            error_messages={"required": "Choose the post that stands in"},
        )
        self.fields["from_on"] = DayField(
            label="First day", required=True, initial=on, error_messages={"required": "Write the first day"}
        )
        self.fields["until_on"] = DayField(
            label="Last day", required=True, error_messages={"required": "Write the last day"}
        )
        self.fields["reason"] = forms.CharField(
            label="Why",
            required=False,
            max_length=200,
            help_text="Others read this. Write “leave” rather than anything about health.",
        )

    def said(self, posts: Mapping[int, Post]) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return {**given, "post": posts[given["post"]], "stand_in": posts[given["stand_in"]]}


class WhomForm(forms.Form):
    """From which post to which."""

    def __init__(self, *given: Any, posts: Iterable[Post], **more: Any) -> None:
        super().__init__(*given, **more)
        choices = _posts(posts)
        for name, label in (("giver", "From"), ("taker", "To")):
            self.fields[name] = RecordField(
                choices,
                label=label,
                none="Choose a post",
                required=True,
                error_messages={"required": f"Choose the post that it goes {label.lower()}"},
            )

    def chosen(self, posts: Mapping[int, Post]) -> tuple[Post, Post]:
        """The two posts."""
        return posts[self.cleaned_data["giver"]], posts[self.cleaned_data["taker"]]


class HandOverForm(forms.Form):
    """Why everything is handed over; `mark` is that of what was seen."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = LinesField(
        label="Why it is handed over", rows=2, help_text="For example: the post comes to an end on 30 June."
    )


class InviteForm(forms.Form):
    """Who answers which lines by a link, and until when."""

    def __init__(
        self,
        *given: Any,
        asks: Sequence[Ask],
        until: date,
        person: Person | None,
        addresses: Addresses,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["who"] = forms.CharField(
            label="Which post or organisation answers",
            max_length=200,
            initial=person.name if person else "",
            help_text="Stands beside what is answered. Name a post or an organisation, not a person.",
        )
        self.fields["email"] = forms.CharField(
            label="E-mail address that the link goes to",
            max_length=254,
            initial=_first_address(person, addresses),
        )
        self.fields["asks"] = RecordsField(
            [(ask.pk, str(ask)) for ask in asks],
            label="Lines",
            required=True,
            initial=[ask.pk for ask in asks],
            error_messages={"required": "Choose at least one line"},
        )
        self.fields["until"] = DayField(
            label="Last day on which the link works",
            required=True,
            initial=until,
            error_messages={"required": "Write the last day"},
        )

    def said(self, asks: Sequence[Ask]) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        chosen = [ask for ask in asks if ask.pk in set(given["asks"])]
        return {
            "who": given["who"],
            "email": given["email"],
            "asks": chosen,
            "expires_at": end_of(given["until"]),
        }


def _first_address(person: Person | None, addresses: Addresses) -> str:
    if person is None:
        return ""
    if person.partner:
        return next(iter(addresses.of_partner.get(person.partner.pk, [])), "")
    return next(iter(addresses.of_post.get(person.post.pk, [])), "") if person.post else ""


class RenewForm(forms.Form):
    """Until when a new link works."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = DayField(
        label="Last day on which it works",
        required=True,
        error_messages={"required": "Write the last day on which the new link works."},
    )

    def until(self) -> datetime:
        """The moment that the new link ends."""
        return end_of(self.cleaned_data["day"])


class AddressForm(forms.Form):
    """Where mail goes for each person who signs in for a post."""

    def __init__(self, *given: Any, holders: Sequence[User], **more: Any) -> None:
        super().__init__(*given, **more)
        self.names = {f"email-{user.pk}": user.username for user in holders}
        for user in holders:
            self.fields[f"email-{user.pk}"] = forms.CharField(
                label=f"E-mail address of whoever signs in as {user.username}",
                required=False,
                max_length=254,
                initial=user.email,
                help_text="Leave it empty where no mail is to go",
            )

    def given(self) -> dict[str, str]:
        """The addresses by the names that people sign in with."""
        return {username: self.cleaned_data[name] for name, username in self.names.items()}
