"""What this database has served: once real people, never again a trial.

Trial people, numbers and papers look like real ones. They must not meet in one database,
whichever came first.
"""

from datetime import datetime

from bureau.people import queries as people
from bureau.refusal import Refusal
from config.models import Installation


def ever_real() -> bool:
    return Installation.objects.exists()


def begin_real(*, at: datetime) -> None:
    """Called at every start in real mode; the first one is remembered."""
    if people.has_trial_accounts():
        raise Refusal(
            "这个数据库里有演示账号，不能用于正式运行。请换一个新的数据库（DATABASE_URL）。"
        )
    if not ever_real():
        Installation.objects.create(first_real_at=at)


def ensure_never_real() -> None:
    """Called before anything of a trial is written, and at every start of a trial."""
    if ever_real():
        raise Refusal(
            "这个数据库正式运行过，演示数据不能进来。请换一个数据库，或设 SANHUA_MODE=real。"
        )
