"""A head: how a stream of the ledger stands, without reading its entries."""

from dataclasses import dataclass

from articulate.model.case import Move


@dataclass(frozen=True, slots=True)
class Head:
    """Where a stream stands: its newest entry, and what its entries said last.

    It is made of the entries, is kept with them, and can be made again. Of a request,
    `within` is how many business days it was given, `assigned` who works on it, `asked`
    whom it was referred to, `stopped` why its clock stood last. `clock` is when it was
    stopped and resumed: each move, and its moment. `review` is whether a decision waits
    for a second person. `due` is a day by a calendar that `calendar` names; empty where
    it has not been counted since something happened.
    """

    stream: str
    number: int
    state: str
    learner: str
    received_at: str
    within: int | None = None
    assigned: str = ""
    asked: str = ""
    stopped: str = ""
    clock: tuple[tuple[str, str], ...] = ()
    review: bool = False
    due: str = ""
    calendar: str = ""

    @property
    def still(self) -> bool:
        """Whether its clock stands."""
        return bool(self.clock) and self.clock[-1][0] == Move.PAUSE
