"""The line of waiting jobs: fair between clients, whatever each of them brings."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.errors import SummarizerError
from summarizer.web.jobs import Limits

# New clients who may come before somebody's next job: so a stream of them does not hold it up for ever. Chosen, not
# measured: a few pasted articles of seconds each.
_STEP = 10


class _Place(NamedTuple):
    turn: int
    arrival: int
    client: str
    id: str


class Line:
    """Jobs in the order in which they are run: every client's first, then every client's second, and so on.

    A client who comes while others wait with many jobs is next after the first of each; but between two jobs of a
    client at most ten of clients who come later are served. Not for several threads at once: the room has the lock.
    """

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._turn, self._arrivals = 0, 0
        self._in_hand: _Place | None = None

    def add(self, id: str, client: str) -> None:
        """Put a job behind those of the same turn; the client's next one comes ``_STEP`` turns later."""
        taken = [place.turn for place in (*self._places, self._in_hand) if place and place.client == client]
        self._arrivals += 1
        place = _Place(max([self._turn, *(turn + _STEP for turn in taken)]), self._arrivals, client, id)
        self._places = sorted([*self._places, place])

    def take(self) -> str:
        """The job that is next. It counts as its client's until ``put_back`` or the next ``take``."""
        self._in_hand = self._places.pop(0)
        self._turn = max(self._turn + 1, self._in_hand.turn)
        return self._in_hand.id

    def put_back(self) -> None:
        """Let the job that was taken wait for its client's next turn."""
        assert self._in_hand is not None
        self.add(self._in_hand.id, self._in_hand.client)
        self.let_go()

    def let_go(self) -> None:
        """The job that was taken is finished."""
        self._in_hand = None

    def remove(self, id: str) -> None:
        """Take a waiting job out."""
        self._places = [place for place in self._places if place.id != id]

    def position(self, id: str) -> int:
        """1 for the next; 0 for a job that does not wait."""
        return next((number for number, place in enumerate(self._places, start=1) if place.id == id), 0)

    def count(self, client: str) -> int:
        """The jobs of a client that wait or are in hand."""
        return sum(place.client == client for place in (*self._places, self._in_hand) if place)

    def require_room(self, client: str, limits: Limits) -> None:
        """Nothing, or SummarizerError web.busy, web.client if as many jobs wait as are taken."""
        if len(self) >= limits.queue:
            hint = "Try again in some minutes"
            raise SummarizerError(f"the server is busy: {len(self)} jobs wait", code="web.busy", hint=hint)
        if (own := self.count(client)) >= limits.per_client:
            hint = "Wait until one of them is done, or cancel one"
            said = f"{own} jobs from this address are unfinished already; more are not taken"
            raise SummarizerError(said, code="web.client", hint=hint)

    def __len__(self) -> int:
        return len(self._places)
