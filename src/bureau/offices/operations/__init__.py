"""The verbs of this room; the only code that writes its tables."""

from bureau.offices.operations.competence import (
    competent_actor,
    ensure_competent,
    grant_competence,
    grant_competences,
    revoke_competence,
)
from bureau.offices.operations.halls import put_hall, put_window, set_hours, use_window
from bureau.offices.operations.posts import appoint, end_posting
from bureau.offices.operations.putting import Put
from bureau.offices.operations.tree import (
    close_office,
    count_office_in,
    put_authority,
    put_office,
    put_unit,
)

__all__ = [
    "Put",
    "appoint",
    "close_office",
    "competent_actor",
    "count_office_in",
    "end_posting",
    "ensure_competent",
    "grant_competence",
    "grant_competences",
    "put_authority",
    "put_hall",
    "put_office",
    "put_unit",
    "put_window",
    "revoke_competence",
    "set_hours",
    "use_window",
]
