"""Materials as the pages of applying show them: exempt ones too, so that nobody worries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings

from bureau.catalogue.elements import Material
from bureau.files import queries as files
from bureau.files.kinds import BY_SUFFIX, TAKEN
from bureau.files.queries import UploadFacts
from desks.design import formats
from desks.design.drafts import OpenDraft

ACCEPT = ",".join(f".{suffix}" for suffix in BY_SUFFIX)


@dataclass(frozen=True, slots=True)
class FileRow:
    uid: str
    name: str
    size: str
    shown: bool


@dataclass(frozen=True, slots=True)
class DraftMaterial:
    """One material on the page where it is handed in."""

    number: int
    key: str
    name: str
    sign: str
    kind: str
    icon: str
    words: str
    uploads: bool
    missing: bool
    files: tuple[FileRow, ...]
    form: str
    errors: tuple[str, ...] = ()


def draft_rows(draft: OpenDraft) -> list[DraftMaterial]:
    """Every material these answers call for, in the list's order."""
    wanted = draft.content.materials_for(draft.given)
    found = {
        one.uid: one
        for one in files.find_uploads([uid for uids in draft.uploads.values() for uid in uids])
    }
    return [
        _row(
            number,
            material,
            [found[uid] for uid in draft.uploads.get(material.key, ()) if uid in found],
            waived=material.key in draft.waived,
        )
        for number, material in enumerate(wanted, start=1)
    ]


def with_errors(
    rows: Sequence[DraftMaterial], key: str, errors: Sequence[str]
) -> list[DraftMaterial]:
    """The same rows with what could not be kept said at its row."""
    if not errors:
        return list(rows)
    return [
        replace(row, errors=tuple(errors), sign="没收下", kind="bad", icon="alert-octagon")
        if row.key == key
        else row
        for row in rows
    ]


def limit_words() -> str:
    """What can be sent, in words; the same limit as the store's."""
    return f"{TAKEN}，一个不超过 {settings.UPLOAD_LIMIT >> 20} MB。拍照清楚就行。"


def _row(
    number: int, material: Material, uploads: Sequence[UploadFacts], *, waived: bool
) -> DraftMaterial:
    asks = not (material.generated or material.shareable or waived)
    called_for = material.necessary or material.when is not None
    sign, kind, icon, words = (
        ("免交", "ok", "circle-check", "本单位不收这一件，不用您交。")
        if waived and not material.generated
        else _sign(material, uploads, called_for=called_for)
    )
    return DraftMaterial(
        number=number,
        key=material.key,
        name=material.name,
        sign=sign,
        kind=kind,
        icon=icon,
        words=words,
        uploads=asks,
        missing=asks and called_for and not uploads,
        files=tuple(
            FileRow(one.uid, one.name, formats.size(one.size), one.can_be_shown) for one in uploads
        ),
        form=material.blank_form if asks else "",
    )


def _sign(
    material: Material, uploads: Sequence[UploadFacts], *, called_for: bool
) -> tuple[str, str, str, str]:
    if material.generated:
        return "自动生成", "info", "pencil", "按您填的信息生成，不用另交。"
    if material.shareable:
        provider = f"由{material.provider}共享取得" if material.provider else "系统共享取得"
        return "免交", "ok", "circle-check", f"{provider}，不用您交。"
    words = material.filling or material.standard or material.situation
    if uploads:
        return "已上传", "ok", "circle-check", words
    if called_for:
        return "要上传", "warn", "upload", words
    return "可以不交", "", "circle-minus", material.situation or words
