"""A quick way out to begin with: put things off until everything fits, then take back what needn't be.

It proves nothing; the solver begins from what it finds, and it stands where the clock stops the solver early.
It is the same each time: no dice, no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from goldenthread.core.relief import Candidate, Choice, Option, Problem, Wait

ROUNDS = 150  # of undoing one thing and mending what that breaks
MOST_STEPS = 5_000


class _State:
    """A choice that is being changed, with what it uses."""

    def __init__(self, problem: Problem, start: Choice) -> None:
        self.candidates = {one.key: one for one in problem.candidates}
        self.limits = problem.limits
        self.choice = {one.key: one.options[0] for one in problem.candidates}
        self.used: dict[int, int] = dict.fromkeys(problem.limits, 0)
        for option in self.choice.values():
            self._count(option, 1)
        self.users: dict[int, list[Candidate]] = defaultdict(list)
        for each in problem.candidates:
            for number in {number for option in each.options for number in option.uses}:
                self.users[number].append(each)
        self.before: dict[int, list[Wait]] = defaultdict(list)
        self.after: dict[int, list[Wait]] = defaultdict(list)
        for wait in problem.waits:
            self.before[wait.key].append(wait)
            self.after[wait.on].append(wait)
        self._begin_at(start)

    def _begin_at(self, start: Choice) -> None:
        """Begin where another choice stands, as far as that can be done here."""
        for key, delay in start.items():
            options = self.candidates[key].options if key in self.candidates else ()
            option = next((one for one in options if one.delay == delay), None)
            changes = self.follow(key, option) if option is not None else None
            if changes is not None:
                self.put(changes)

    def _count(self, option: Option, times: int) -> None:
        for number, amount in option.uses.items():
            self.used[number] += times * amount

    @property
    def loss(self) -> int:
        return sum(one.loss for one in self.choice.values())

    def excess(self) -> dict[int, int]:
        """What is used too much of, and by how much."""
        rooms = self.limits
        return {
            number: amount - rooms[number].room
            for number, amount in self.used.items()
            if amount > rooms[number].room
        }

    def put(self, changes: dict[int, Option]) -> None:
        for key, option in changes.items():
            self._count(self.choice[key], -1)
            self._count(option, 1)
            self.choice[key] = option

    def follow(self, key: int, option: Option) -> dict[int, Option] | None:
        """A change with those that it makes others do; None where one of them can't."""
        changes, left = {key: option}, [key]
        while left:
            moved = left.pop()
            for wait in self.after[moved]:
                held = changes.get(wait.key, self.choice[wait.key])
                if wait.is_kept(held.delay, changes[moved].delay):
                    continue
                to = self._first(wait, changes[moved])
                if to is None or wait.key == key:
                    return None
                changes[wait.key] = to
                left.append(wait.key)
        return changes if self._in_order(changes) else None

    def _first(self, wait: Wait, on: Option) -> Option | None:
        options = self.candidates[wait.key].options
        return next((one for one in options if wait.is_kept(one.delay, on.delay)), None)

    def _in_order(self, changes: dict[int, Option]) -> bool:
        return all(
            wait.is_kept(option.delay, changes.get(wait.on, self.choice[wait.on]).delay)
            for key, option in changes.items()
            for wait in self.before[key]
        )

    def effect(self, changes: dict[int, Option], excess: dict[int, int]) -> tuple[int, int]:
        """How far changes bring use back to the limits, net of what they pass anew; and what they lose."""
        net: dict[int, int] = defaultdict(int)
        loss = 0
        for key, option in changes.items():
            loss += option.loss - self.choice[key].loss
            for number, amount in self.choice[key].uses.items():
                net[number] -= amount
            for number, amount in option.uses.items():
                net[number] += amount
        better = 0
        for number, amount in net.items():
            room = self.limits[number].room
            over = max(0, self.used[number] + amount - room)
            better += (excess.get(number, 0) - over) * 1000 // max(room, 1)
        return better, loss

    def mend(self, held_still: Iterable[int] = ()) -> bool:
        """Change what costs least for what it frees until all fits; False where nothing more helps."""
        still = set(held_still)
        for _ in range(MOST_STEPS):
            excess = self.excess()
            if not excess:
                return True
            changes = self._best(excess, still)
            if changes is None:
                return False
            self.put(changes)
        return False

    def _best(self, excess: dict[int, int], still: set[int]) -> dict[int, Option] | None:
        """The change that costs least for what it frees, of the most passed limit that any change frees."""
        by_need = sorted(excess, key=lambda one: (-excess[one] * 1000 // max(1, self.limits[one].room), one))
        for number in by_need:
            tried = [
                found
                for each in self.users[number]
                if each.key not in still
                for option in each.options
                if (found := self._tried(each.key, option, excess)) is not None
            ]
            if tried:
                return min(tried, key=lambda found: found[0])[1]
        return None

    def _tried(
        self, key: int, option: Option, excess: dict[int, int]
    ) -> tuple[tuple[float, int, int], dict[int, Option]] | None:
        if option.delay == self.choice[key].delay:
            return None
        changes = self.follow(key, option)
        if changes is None:
            return None
        better, loss = self.effect(changes, excess)
        return (((loss + 1) / better, key, option.delay), changes) if better > 0 else None

    def take_back(self) -> bool:
        """Bring back nearer to its plan whatever fits, what loses most first; True where anything did."""
        any_moved = False
        for key in sorted(self.choice, key=lambda key: (-self.choice[key].loss, key)):
            for option in self.candidates[key].options:
                if option.delay == self.choice[key].delay:
                    break
                changes = self.follow(key, option)
                if changes is not None and self._fits(changes):
                    self.put(changes)
                    any_moved = True
                    break
        return any_moved

    def _fits(self, changes: dict[int, Option]) -> bool:
        better, loss = self.effect(changes, {})
        return better >= 0 and loss <= 0


def quick_way_out(problem: Problem, start: Choice | None = None) -> dict[int, int] | None:
    """A good choice that loses little, by delay of each action; None where none was found so."""
    state = _State(problem, start or {})
    if not state.mend():
        return None
    while state.take_back():
        pass
    _improve(state)
    return {key: option.delay for key, option in state.choice.items()}


def _improve(state: _State) -> None:
    """Undo what loses most, one after another, and mend otherwise; keep what loses less."""
    tried: set[tuple[int, int]] = set()
    for _ in range(ROUNDS):
        held, loss = dict(state.choice), state.loss
        keys = [key for key in state.choice if held[key].loss and (key, loss) not in tried]
        if not keys:
            return
        key = max(sorted(keys), key=lambda key: held[key].loss)
        tried.add((key, loss))
        changes = state.follow(key, state.candidates[key].options[0])
        if changes is None:
            continue
        state.put(changes)
        if state.mend({key}):
            state.take_back()
        if state.excess() or state.loss >= loss:
            state.put(held)
