"""Who may keep the catalogue, and who may publish it."""

from collections.abc import Iterable
from datetime import datetime

from bureau.audit.actors import Actor
from bureau.offices import queries as offices
from bureau.offices.operations import ensure_competent
from bureau.offices.words import Act, Level
from bureau.people.queries import account_named
from bureau.refusal import Refusal

HOUSE = "system"
"""The house itself loads what the law fixes, before there is anybody."""

EVERY_ITEM = "*"


def staff(staff_number: str, *, at: datetime) -> Actor:
    """The staff member of that number as the record will name them, or a refusal."""
    if not staff_number:
        raise Refusal("请用 --by 写明经办人的工号。", field="by")
    account = account_named(staff_number)
    if account is None or not account.is_active or not account.is_staff_member:
        raise Refusal(f"没有工号为 {staff_number} 的在用工作人员账号。", field="by")
    return offices.actor_for(account, at)


def ensure_common(by: Actor, *, act: Act, items: Iterable[str], at: datetime) -> None:
    """Refuse whoever has no authority for what is common to all offices.

    One edition serves every office, so only the city's bureau keeps and publishes it.
    """
    if by.id == HOUSE:
        return
    held = _common(by.id, act=act, at=at)
    if EVERY_ITEM not in held and (missing := sorted(set(items) - held)):
        raise Refusal(
            f"您没有市级机关对事项“{missing[0]}”的“{act.label}”授权。"
            "统一的事项版本由市级机关编制和发布，请交给有授权的同事。"
        )


def may_common(account_id: str, *, act: Act, item: str, at: datetime) -> bool:
    """Whether ``ensure_common`` would let this account do it."""
    return not {EVERY_ITEM, item}.isdisjoint(_common(account_id, act=act, at=at))


def may_own(account_id: str, office_key: str, item: str, *, at: datetime) -> bool:
    """Whether ``ensure_own`` would let this account do it."""
    try:
        ensure_competent(account_id, act=Act.KEEP, office_key=office_key, item_key=item, at=at)
    except Refusal:
        return False
    return True


def _common(account_id: str, *, act: Act, at: datetime) -> set[str]:
    """The items for which somebody holds this act from the city's bureau."""
    return {
        one.item_key
        for one in offices.competences_of(account_id, at)
        if one.act == act and _is_city_s(one.office_key)
    }


def _is_city_s(office_key: str) -> bool:
    office = offices.office(office_key)
    return office is not None and office.level == Level.CITY


def ensure_own(by: Actor, *, listed: Iterable[tuple[str, str]], at: datetime) -> None:
    """Refuse whoever has no authority to keep these (office, item) listings."""
    if by.id == HOUSE:
        return
    for office_key, item in sorted(set(listed)):
        ensure_competent(by.id, act=Act.KEEP, office_key=office_key, item_key=item, at=at)
