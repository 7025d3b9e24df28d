"""Where a visit can be, and which acts move it. The table is the truth."""

from django.db.models import TextChoices

from bureau.visits.refusals import NotPossibleNow


class State(TextChoices):
    PLANNED = "planned", "已预约"
    WAITING = "waiting", "等候中"
    CALLED = "called", "请到窗口"
    SERVING = "serving", "正在办理"
    HELD = "held", "已暂停"
    MOVED = "moved", "已转窗口"
    LEFT = "left", "已离开"
    FINISHED = "finished", "已办完"


IN_LINE = frozenset({State.WAITING, State.MOVED})
"""Who can be called."""

AT_WINDOW = frozenset({State.CALLED, State.SERVING})
"""Who takes up a window; one at a time."""

WITHOUT_OUTCOME = frozenset({State.CALLED, State.SERVING, State.HELD, State.MOVED})
"""Called once and not yet ended: the day does not close over them."""

ENDED = frozenset({State.LEFT, State.FINISHED})

MOVES: dict[str, tuple[frozenset[State], State]] = {
    # act          from                                            to
    "arrive": (frozenset({State.PLANNED}), State.WAITING),
    "call": (IN_LINE, State.CALLED),
    "recall": (frozenset({State.CALLED}), State.CALLED),
    "start": (frozenset({State.CALLED}), State.SERVING),
    "hold": (frozenset({State.SERVING}), State.HELD),
    "resume": (frozenset({State.HELD}), State.SERVING),
    "move": (frozenset({State.CALLED, State.SERVING, State.HELD}), State.MOVED),
    "pass_over": (frozenset({State.CALLED}), State.LEFT),
    "come_back": (frozenset({State.LEFT}), State.WAITING),
    "leave": (frozenset(State) - ENDED, State.LEFT),
    "finish": (frozenset({State.CALLED, State.SERVING, State.HELD}), State.FINISHED),
}


def after(act: str, state: State) -> State:
    """Where an act leads from here, or a sentence why it cannot be."""
    allowed, target = MOVES[act]
    if state not in allowed:
        raise NotPossibleNow(f"这张号现在是“{state.label}”，不能这样处理。请刷新后再看。")
    return target
