"""Who and where: authorities, offices, halls, posts, and who may decide what."""

from bureau.offices.models.duties import Competence, Posting
from bureau.offices.models.halls import Hall, HallHours, Window
from bureau.offices.models.places import Authority, Office, OfficeUnit, ReportingUnit

__all__ = [
    "Authority",
    "Competence",
    "Hall",
    "HallHours",
    "Office",
    "OfficeUnit",
    "Posting",
    "ReportingUnit",
    "Window",
]
