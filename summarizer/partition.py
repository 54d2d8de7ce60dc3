"""Things in groups that are joined two at a time."""

from __future__ import annotations

from collections import defaultdict


class Partition:
    """``size`` things, each in a group of its own until it is joined with another."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Make the groups of two things one."""
        low, high = sorted((self._find(one), self._find(other)))
        self._above[high] = low

    def groups(self) -> list[tuple[int, ...]]:
        """The groups as rising indexes, in the order of their first."""
        members: dict[int, list[int]] = defaultdict(list)
        for thing in range(len(self._above)):
            members[self._find(thing)].append(thing)
        return [tuple(group) for group in members.values()]

    def _find(self, thing: int) -> int:
        """The first thing of its group."""
        while self._above[thing] != thing:
            self._above[thing] = self._above[self._above[thing]]
            thing = self._above[thing]
        return thing
