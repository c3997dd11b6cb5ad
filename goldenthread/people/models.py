"""Councils and the posts that answer for things. People hold posts; posts hold duties."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from goldenthread.core.periods import YearStart


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
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_start_month__range=(1, 12), year_start_day__range=(1, 28)),
                name="council_year_starts_on_a_real_day",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def year_start(self) -> YearStart:
        return YearStart(self.year_start_month, self.year_start_day)


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
    basis = models.CharField(max_length=20, default="STATED")

    class Meta:
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["council", "title"], name="one_post_per_title")]

    def __str__(self) -> str:
        return self.title


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from the post they hold."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="holders")
    duty = models.CharField(
        max_length=30, default="READER", help_text="What this person does here; see policies/duties.toml."
    )

    def __str__(self) -> str:
        return self.post.title if self.post else self.username
