"""Councils and the posts that answer for things. People hold posts; posts hold duties."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from goldenthread.core.periods import YearStart


class Nation(models.TextChoices):
    """The parts of the United Kingdom that have bank holidays of their own."""

    ENGLAND = "ENGLAND", "England"
    WALES = "WALES", "Wales"
    SCOTLAND = "SCOTLAND", "Scotland"
    NORTHERN_IRELAND = "NORTHERN_IRELAND", "Northern Ireland"


class Council(models.Model):
    """The authority that owns plans; one installation serves many, and nothing crosses between them."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    year_start_month = models.PositiveSmallIntegerField(default=4)
    year_start_day = models.PositiveSmallIntegerField(default=1)
    is_open = models.BooleanField(default=False, help_text="Pages can be read without signing in.")
    position_on = models.DateField(
        null=True, blank=True, help_text="Read the plan as it stood on this day; empty means today."
    )
    is_demonstration = models.BooleanField(default=False)
    nation = models.CharField(
        max_length=20, choices=Nation, default=Nation.ENGLAND, help_text="Whose bank holidays it keeps."
    )
    plain_from = models.DateField(
        null=True,
        blank=True,
        help_text="From this day statuses are shown without colour, as before an election.",
    )
    plain_until = models.DateField(null=True, blank=True, help_text="The last such day.")
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_start_month__range=(1, 12), year_start_day__range=(1, 28)),
                name="council_year_starts_on_a_real_day",
            ),
            models.CheckConstraint(
                condition=Q(plain_from__isnull=True, plain_until__isnull=True)
                | Q(plain_from__isnull=False, plain_until__isnull=False, plain_until__gte=F("plain_from")),
                name="plain_time_has_two_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year_start(self) -> YearStart:
        return YearStart(self.year_start_month, self.year_start_day)

    def is_plain(self, on: date) -> bool:
        """True on a day when statuses are shown without colour."""
        return bool(self.plain_from and self.plain_until and self.plain_from <= on <= self.plain_until)


class Directorate(models.Model):
    """A council's largest unit, under a director."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="directorates")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_directorate_per_name")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A unit that does the work and keeps a service plan."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="services")
    directorate = models.ForeignKey(
        Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="services"
    )
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_service_per_name")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """The job that answers for things, whoever holds it this year."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=200)
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    directorate = models.ForeignKey(
        Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    manager = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="manages"
    )
    basis = models.CharField(max_length=20, default="STATED")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "title"], name="one_post_per_title"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")), name="nobody_manages_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Cover(models.Model):
    """One post stands in for another from day to day: what is asked of the one goes to the other."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="covers")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="covered", help_text="Who is away.")
    by = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="covers", help_text="Who stands in.")
    from_on = models.DateField()
    until_on = models.DateField(help_text="The last such day.")
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(post=F("by")), name="nobody_covers_for_themselves"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="cover_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} for {self.post}"


class ApiKey(models.Model):
    """A key by which another system acts as somebody who signs in; only its digest is kept."""

    user = models.ForeignKey("User", on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=100, help_text="What it is for.")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organisation that works with the council: police, health, housing, a charity, a company."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="partners")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="one_partner_per_slug")]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A word or abbreviation that a council's papers use, and what it means."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="terms")
    word = models.CharField(max_length=80)
    meaning = models.TextField()
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["word"]
        constraints = [models.UniqueConstraint(fields=["council", "word"], name="one_meaning_per_term")]

    def __str__(self) -> str:
        return self.word


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from the post they hold."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="holders")
    duty = models.CharField(
        max_length=30, default="PUBLIC", help_text="What this person does here; see policies/duties.toml."
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )

    def __str__(self) -> str:
        return self.post.title if self.post else self.username


class Appointment(models.Model):
    """A further duty that somebody holds: for the whole council, one directorate or one service."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="appointments")
    duty = models.CharField(max_length=30, help_text="See policies/duties.toml.")
    directorate = models.ForeignKey(Directorate, on_delete=models.CASCADE, null=True, blank=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "duty", "directorate"], name="appointed_once_to_a_part"),
            models.UniqueConstraint(fields=["user", "duty", "service"], name="appointed_once_to_a_service"),
            models.UniqueConstraint(
                fields=["user", "duty"],
                condition=Q(directorate__isnull=True, service__isnull=True),
                name="appointed_once_to_the_council",
            ),
            models.CheckConstraint(
                condition=Q(directorate__isnull=True) | Q(service__isnull=True),
                name="a_directorate_or_a_service_or_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.duty}"


class SavedView(models.Model):
    """A list as somebody left it, filtered and sorted, under a name of their own."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="saved_views")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40, help_text="The name of the list's address.")
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(default=False, help_text="Everybody who signs in here sees it.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "user", "page", "name"], name="one_view_per_name")
        ]

    def __str__(self) -> str:
        return self.name
