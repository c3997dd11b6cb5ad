"""What is sent and received, as OpenAPI describes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, Field


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("it holds a character that no text may hold")
    return text


Words = Annotated[str, Field(max_length=2000), AfterValidator(_without_nul)]
Name = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]


class CouncilOut(Schema):
    """A council that may be read."""

    slug: str
    name: str


class ReportOut(Schema):
    """A report that a council makes."""

    slug: str
    title: str
    period: str


class SnapshotOut(Schema):
    """A period's figures, frozen. `digest` is the SHA-256 of the bytes at `facts`."""

    id: int
    report: str
    title: str
    period: str
    on: date
    digest: str
    code_version: str
    made_at: datetime
    made_by: str
    published_at: datetime | None
    corrects: int | None
    corrected_by: int | None
    reason: str
    version: int
    facts: str


class DocumentOut(Schema):
    """A document made, or to be made, of a snapshot. `file` is its address once it is made."""

    id: int
    snapshot: int
    figures: str = Field(description="The digest of the snapshot, which the document bears.")
    product: str
    part: str
    format: str
    state: str = Field(description="WAITING, MAKING, MADE or FAILED.")
    step: int
    steps: int
    said: str = Field(description="Where it is, in one sentence.")
    digest: str
    asked_by: str
    asked_at: datetime
    made_at: datetime | None
    file: str | None


class FreezeIn(Schema):
    """Which report to freeze, and why where its figures are published already."""

    report: Name
    reason: Words = ""


class PublishIn(Schema):
    """The version of the snapshot that was seen, and why it is published though not all is finished."""

    version: int = Field(ge=0, le=2**31 - 1)
    reason: Words = ""


class DocumentIn(Schema):
    """Which document to make of a snapshot."""

    product: Name = Field(description="MONITOR, SCRUTINY, ONE_PAGE, SLIDES, WORKBOOK, RESIDENTS or YEAR_END.")
    format: Name = Field(description="html, docx, pdf, pptx, xlsx or ods.")
    part: Name = Field("", description="A scrutiny body or a directorate, by its name.")
    template: int | None = Field(None, ge=1, le=2**63 - 1, description="One of the council's Word templates.")
    is_plain: bool = Field(False, description="Without colour, as before an election.")


class ProblemOut(Schema):
    """Why not (RFC 9457); `reasons` are the sentences that a page would show."""

    type: str
    title: str
    status: int
    detail: str
    reasons: list[str]
