"""What this room says no to."""

from bureau.refusal import Refusal


class NotPossibleNow(Refusal):
    """The visit is somewhere else than the act needs it to be."""


class ChangedMeanwhile(Refusal):
    """Somebody else was quicker."""


class WindowBusy(Refusal):
    """There is somebody at the window already."""


class NotAtWindow(Refusal):
    """Who acts does not sit at that window, or may not."""


class HallClosed(Refusal):
    """The day of this hall is closed."""


class NobodyWaiting(Refusal):
    """There is nobody to call; not a mistake."""


class StillOpen(Refusal):
    """Visits without outcome keep the day from being closed; ``tickets`` names them."""

    def __init__(self, tickets: tuple[str, ...]) -> None:
        super().__init__(
            f"还有 {len(tickets)} 张叫过的号没有结果：{'、'.join(tickets)}。"
            "请先逐一写明办理结果，再结束今天。"
        )
        self.tickets = tickets
