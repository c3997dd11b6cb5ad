"""Long lists in pages of fifty."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

SIZE = 50


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a list is shown, of how many, and where the others are."""

    number: int
    count: int
    whole: int
    query: str

    @classmethod
    def of(cls, asked: QueryDict, whole: int) -> Pages:
        """The page asked for; an answer that is no page is the first, one too high is the last."""
        count = max(1, -(-whole // SIZE))
        given = asked.get("page", "")
        number = int(given[:9]) if given.isascii() and given.isdigit() else 1
        rest = asked.copy()
        rest.pop("page", None)
        rest.pop("as", None)
        return cls(min(max(number, 1), count), count, whole, rest.urlencode())

    @property
    def slice(self) -> slice:
        return slice((self.number - 1) * SIZE, self.number * SIZE)

    @property
    def first(self) -> int:
        return min((self.number - 1) * SIZE + 1, self.whole)

    @property
    def last(self) -> int:
        return min(self.number * SIZE, self.whole)

    @property
    def before(self) -> str:
        return self._at(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self._at(self.number + 1) if self.number < self.count else ""

    def _at(self, number: int) -> str:
        return f"?{self.query}&page={number}" if self.query else f"?page={number}"
