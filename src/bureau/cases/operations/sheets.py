"""办事清单: the guide for one person's situation on paper, given to somebody who asked."""

from collections.abc import Mapping
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.cases.letters import sender
from bureau.guides import queries as guides
from bureau.guides.parts import WHO_LABELS, HallLine
from bureau.guides.situations import MyGuide
from bureau.notices import operations as notices
from bureau.offices import queries as offices
from bureau.refusal import Refusal

NOT_ASKED = "见办事指南"


@operation
def give_sheet(
    item_key: str,
    *,
    hall_key: str,
    visit_uid: str,
    answers: Mapping[str, object] | None = None,
    by: Actor,
    at: datetime,
) -> str:
    """Write down for somebody who came to ask what the matter takes: steps, materials,
    promise and places (一次性讲清). Its uid; no case is opened, nothing is asked of them."""
    mine = guides.find_guide(item_key, at=at, hall=hall_key, answers=answers or {})
    mine = mine or guides.find_guide(item_key, at=at, answers=answers or {})
    if mine is None:
        raise Refusal("没有找到这个事项的办事指南。请换一个说法再找。")
    office = offices.office(mine.guide.place.office_key) if mine.guide.place else None
    hall = offices.hall(hall_key)
    host = office or (offices.office(hall.host_key) if hall else None)
    if host is None:
        raise Refusal("没有找到出具清单的单位。请大厅负责人核对窗口所属单位。")
    return notices.draft_letter(
        "sheet",
        authority=sender(host.authority_code),
        data=_data(mine),
        object_kind="visit",
        object_id=visit_uid,
        procedure=str(mine.guide.procedure),
        by=by,
        at=at,
    )


def _data(mine: MyGuide) -> dict[str, object]:
    guide = mine.guide
    steps = [
        {"name": step.name, "what": step.text, "limit": step.limit} for step in guide.steps
    ] or [{"name": "怎么办", "what": guide.how_and_where or NOT_ASKED, "limit": ""}]
    return {
        "item": guide.name,
        "promise": _fact(mine, "promise") or NOT_ASKED,
        "statutory": _fact(mine, "statutory"),
        "fee": _fact(mine, "fee"),
        "visits": _fact(mine, "visits"),
        "steps": steps,
        "materials": [
            {
                "name": one.name,
                "form": one.form,
                "copies": str(one.copies) if one.is_yours else "",
                "note": one.situation or one.standard if one.is_yours else WHO_LABELS[one.who],
            }
            for one in (*mine.yours, *(m for m in guide.materials if not m.is_yours))
        ],
        "halls": [_hall(one) for one in (guide.place.halls if guide.place else ())],
        "answers": [f"{one.question}{one.answer}" for one in mine.answered],
        "basis": [one.words for one in guide.bases],
    }


def _fact(mine: MyGuide, key: str) -> str:
    found = mine.guide.fact(key)
    return found.value if found else ""


def _hall(one: HallLine) -> dict[str, str]:
    return {
        "name": one.name,
        "address": one.address,
        "hours": "；".join(one.hours),
        "phone": one.phone,
    }
