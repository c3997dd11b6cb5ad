"""Rounds with their deadlines, what each asks of whom, how it is worded for others, and what was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.governance.models import Body
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Partner, Post
from goldenthread.plans.models import Edition, Element


class PreElection(models.Model):
    """A time before an election in which publicity is restrained (Local Government Act 1986, section 2)."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="pre_elections")
    name = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The day of the election.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["council", "starts_on"], name="one_pre_election_per_start"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="pre_election_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One reporting cycle for a period, worked back from the meeting that it reports to."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "planned"
        OPEN = "OPEN", "open"
        CLOSED = "CLOSED", "closed to updates"
        PUBLISHED = "PUBLISHED", "published"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="rounds")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    period = models.CharField(max_length=60, help_text="See core.periods.code.")
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds",
        help_text="Whose actions are asked about.",
    )  # fmt: skip
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds")
    meets_on = models.DateField(help_text="The meeting that every date is worked back from.")
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-meets_on", "slug"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="one_round_per_slug")]

    def __str__(self) -> str:
        return self.name


class Deadline(models.Model):
    """The day by which one step of a round is done; worked out, or set by hand with its reason."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="deadlines")
    step = models.SlugField(max_length=30, help_text="See policies/rounds.toml.")
    due_on = models.DateField()
    is_by_hand = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it was set by hand.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "step"], name="one_deadline_per_step"),
            models.CheckConstraint(
                condition=Q(is_by_hand=False) | ~Q(reason=""), name="deadline_by_hand_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.step}"


class Ask(models.Model):
    """One line of a round: a measure or an element, who updates it, who owns it, and how far it has come."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="asks")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="asks")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="asks")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, null=True, blank=True, related_name="asks")
    updater = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_to_update"
    )
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_to_check"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="asks",
        help_text="The organisation that answers, where it is not the council.",
    )  # fmt: skip
    state = models.CharField(max_length=20, default="ASKED", help_text="See policies/sign_off.toml.")
    words = models.TextField(blank=True, help_text="What readers should know.")
    doing_about = models.TextField(blank=True, help_text="What is being done, where it falls short.")
    sent_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True, help_text="The council's day: on time or late.")
    checked_by = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_back = models.TextField(blank=True, help_text="Why it was sent back, until it is sent again.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "measure"], name="measure_asked_once_a_round"),
            models.UniqueConstraint(fields=["round", "element"], name="element_asked_once_a_round"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, element__isnull=True)
                | Q(measure__isnull=True, element__isnull=False),
                name="ask_is_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="ask_by_state")]

    def __str__(self) -> str:
        return str(self.measure.title if self.measure else self.element)


class Wording(models.Model):
    """An ask's words told otherwise for one audience; the original stays as it was said."""

    class Audience(models.TextChoices):
        EXECUTIVE = "EXECUTIVE", "the Executive"
        SCRUTINY = "SCRUTINY", "scrutiny"
        RESIDENTS = "RESIDENTS", "residents"
        PARTNERS = "PARTNERS", "partners"

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="wordings")
    audience = models.CharField(max_length=20, choices=Audience)
    text = models.TextField()
    original = models.TextField(blank=True, help_text="The words that this was made from.")
    made_by = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["audience"]
        constraints = [
            models.UniqueConstraint(fields=["ask", "audience"], name="one_wording_per_audience"),
            models.CheckConstraint(condition=~Q(text=""), name="wording_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.ask} for {self.get_audience_display()}"


class Invitation(models.Model):
    """A link by which somebody without an account answers their lines of one round, until a day."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="invitations")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    asks: models.ManyToManyField[Ask, models.Model] = models.ManyToManyField(Ask, related_name="invitations")
    who = models.CharField(max_length=200, help_text="The post or organisation that answers.")
    email = models.EmailField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was taken back.")
    used_at = models.DateTimeField(null=True, blank=True, help_text="When it was last opened.")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    kept_private = ("email",)  # people's own: the ledger keeps that there was one

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.round}: {self.who}"


class Notice(models.Model):
    """A message that goes out once: an ask, a nudge, an escalation, a report; and what became of it."""

    class State(models.TextChoices):
        WAITING = "WAITING", "waiting to go"
        SENDING = "SENDING", "being sent"
        SENT = "SENT", "sent"
        FAILED = "FAILED", "could not be sent"
        UNSENT = "UNSENT", "not sent: no address"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="notices")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    kind = models.SlugField(max_length=30)
    key = models.CharField(max_length=200, help_text="One message per key, however often it is asked for.")
    to = models.CharField(max_length=200, help_text="The post or organisation it is for.")
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attachment = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="The document that goes with it; see reports.Document."
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["council", "key", "email"], name="one_notice_per_key")]
        indexes = [models.Index(fields=["state", "made_at"], name="notice_by_state")]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.to}"
