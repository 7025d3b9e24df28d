"""Uploads as they come in."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bureau.audit.actors import Actor
from bureau.files import operations
from bureau.files.models import Upload
from bureau.files.tests import samples

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
APPLICANT = Actor.applicant("41", "李小红")


def an_upload(content: bytes | None = None, name: str = "申请书.pdf", **changed: Any) -> Upload:
    content = samples.a_pdf() if content is None else content
    return operations.keep(
        io.BytesIO(content),
        name,
        **{
            "owner": "41",
            "for_party": "party-7",
            "purpose": "draft-1:application-form",
            "by": APPLICANT,
            "at": NOON,
            **changed,
        },
    )
