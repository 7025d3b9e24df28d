"""The verbs of the queue. Each locks the hall's day first, then the visit."""

from bureau.visits.operations.calling import (
    call_next,
    call_out_of_turn,
    pass_over,
    recall,
)
from bureau.visits.operations.closing import close_day, make_room
from bureau.visits.operations.devices import (
    invite_again,
    invite_device,
    open_device,
    retire_device,
)
from bureau.visits.operations.serving import (
    finish,
    hold,
    leave,
    move,
    note_party,
    note_result,
    resume,
    start_serving,
    take_over,
)
from bureau.visits.operations.tickets import arrive, come_back, plan_visit, take_ticket
from bureau.visits.operations.windows import (
    hand_over_window,
    leave_window,
    lock_window,
    sit_down,
    unlock_window,
)

__all__ = [
    "arrive",
    "call_next",
    "call_out_of_turn",
    "close_day",
    "come_back",
    "finish",
    "hand_over_window",
    "hold",
    "invite_again",
    "invite_device",
    "leave",
    "leave_window",
    "lock_window",
    "make_room",
    "move",
    "note_party",
    "note_result",
    "open_device",
    "pass_over",
    "plan_visit",
    "recall",
    "resume",
    "retire_device",
    "sit_down",
    "start_serving",
    "take_over",
    "take_ticket",
    "unlock_window",
]
