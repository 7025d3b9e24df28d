"""What a positive decision does to an entry that is already in the register."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bureau.audit.actors import Actor
from bureau.cases import words
from bureau.cases.models import Case
from bureau.cases.operations.face import Face
from bureau.catalogue.elements import EditionContent, Result
from bureau.people import operations as people
from bureau.people.models import PartyKind
from bureau.refusal import Refusal
from bureau.registry import entries
from bureau.registry import operations as registry
from bureau.registry.models import Licence
from bureau.registry.rules import normal_number
from bureau.registry.words import NoteKind
from bureau.workdays.clock import day_of

GIVES_A_PAPER = "出证办结"
FACE = (("名称", "holder_name"), ("地点", "place"), ("范围", "scope"))


@dataclass(frozen=True, slots=True)
class Did:
    """What became of the entry: the number of the paper given, and how the letter tells it."""

    given: str = ""
    rows: list[list[str]] = field(default_factory=list)


def act_on_entry(
    case: Case,
    content: EditionContent,
    result: Result,
    face: Face,
    *,
    by: Actor,
    at: datetime,
) -> Did:
    """End, change, renew, reissue or note upon exactly the entry that is meant.

    One from before this register began is entered first, as the application tells it.
    """
    entry = _entry(case, content, result, face, by=by, at=at)
    about: dict[str, Any] = {"case_number": case.number, "on": day_of(at), "by": by, "at": at}
    if entry is None and result.ends:
        return Did()  # it is older than the register, and the form asks for no number
    if entry is None:
        raise Refusal(
            "登记簿里没有找到申请人名下的有效证照，申请书上也没有编号。"
            "请核对主体，在申请书上补上编号后再办。"
        )
    if result.ends:
        entries.end_licence(entry, **about)
        return Did(rows=[["注销的证照", entry.number]])
    if result.changes:
        return _changed(entry, result, face, about)
    if result.renews:
        new = entries.renew_licence(
            entry,
            validity_value=result.validity_value,
            validity_unit=result.validity_unit,
            **about,
        )
        until = words.day_of(new.valid_to) if new.valid_to else "长期"
        return Did(new.number, [["延续后有效期至", until]])
    if result.notes:
        return _noted(entry, result, face, about)
    return Did(entries.reissue_licence(entry, **about).number)


def _changed(entry: Licence, result: Result, face: Face, about: dict[str, Any]) -> Did:
    """A new version where the paper shows something else now; else the entry stays as it is."""
    told = {
        "holder_name": face.text("holder"),
        "place": face.text("place"),
        "scope": face.text("scope"),
    }
    new_face: dict[str, Any] = {
        name: text for name, text in told.items() if text != getattr(entry, name) and text
    }
    if not (new_face or face.text("other") or result.kind == GIVES_A_PAPER):
        return Did()
    new = entries.change_licence(entry, **new_face, **about)
    is_renamed = result.renames and "holder_name" in new_face
    if is_renamed and entry.holder.kind == PartyKind.ORGANISATION:
        people.rename_party(entry.holder, name=new.holder_name, by=about["by"], at=about["at"])
    rows = [
        [f"{label}变更", f"{getattr(entry, name) or '（原来没有登记）'} → {new_face[name]}"]
        for label, name in FACE
        if name in new_face
    ]
    return Did(new.number, rows)


def _noted(entry: Licence, result: Result, face: Face, about: dict[str, Any]) -> Did:
    start, end = face.day("from"), face.day("until")
    kind = NoteKind(result.note)
    if start is None or end is None:
        raise Refusal(f"申请书上没有写明{kind.label}的起止日期。请退回补上后再办。")
    entries.note_on_entry(entry, kind, valid_from=start, valid_to=end, **about)
    return Did(
        rows=[
            [f"记载{kind.label}的证照", entry.number],
            [f"{kind.label}期限", f"{words.day_of(start)}至{words.day_of(end)}"],
        ]
    )


def _entry(
    case: Case,
    content: EditionContent,
    result: Result,
    face: Face,
    *,
    by: Actor,
    at: datetime,
) -> Licence | None:
    holder_id, items = case.application.party_id, result.acts_on()
    number = normal_number(face.text("number"))
    found = entries.find_entry(holder_id=holder_id, item_keys=items, number=number)
    if found is not None or not number:
        return found
    before, today = Face(case, content, result.before), day_of(at)
    until = before.day("until")
    return registry.enter_known_licence(
        number=number,
        holder_id=holder_id,
        holder_name=before.text("holder") or case.party_name,
        kind=result.entry_name or result.name,
        item_key=items[0],
        authority_code=case.authority_code,
        area=case.area,
        # Since when it is valid only its paper tells; in this register it begins today.
        valid_from=min(today, until or today),
        valid_to=until,
        place=before.text("place"),
        scope=before.text("scope"),
        by=by,
        at=at,
    )
