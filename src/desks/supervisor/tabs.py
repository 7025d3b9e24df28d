"""The pages of this desk, as far as somebody has business there."""

from django.urls import reverse

from bureau.offices.queries import Duties
from desks.supervisor import reach

_TABS = (
    ("figures", "指标", "supervisor:home", reach.FIGURES),
    ("overdue", "超期在办", "supervisor:overdue", reach.FIGURES),
    ("tasks", "差评整改", "supervisor:tasks", reach.TASKS),
    ("audit", "留痕", "supervisor:audit", reach.RECORD),
    ("plan", "方案落实", "public:plan", reach.ANY),
)


def tabs(duties: Duties, *, here: str) -> tuple[tuple[str, str, bool], ...]:
    """(address, name, whether it is this page)."""
    return tuple(
        (reverse(name), label, key == here)
        for key, label, name, roles in _TABS
        if duties.has(*roles)
    )
