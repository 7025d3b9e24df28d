"""Entries of the register, made as a decision makes them."""

from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from bureau.audit.actors import Actor
from bureau.people.models import Party
from bureau.people.operations import register_organisation
from bureau.registry.entries import end_licence
from bureau.registry.models import Licence
from bureau.registry.operations import issue_licence

CLERK = Actor(id="17", name="易小满", post="审批人员", office="某县市场监督管理局")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))

_cases = count(1)


def a_holder(name: str = "春风餐饮店") -> Party:
    return register_organisation(name=name, by=CLERK, at=NOON)


def a_licence(*, holder: Party | None = None, at: datetime = NOON, **changes: Any) -> Licence:
    """A food licence of five years, given by a case of its own."""
    holder = holder or a_holder()
    values: dict[str, Any] = {
        "holder_id": holder.pk,
        "holder_name": holder.name,
        "kind": "食品经营许可证",
        "number_rule": "jy",
        "item_key": "food-business-new",
        "case_number": f"990102-260302-{next(_cases):05d}-0",
        "authority_code": "11990102XXXX00027T",
        "area": "990102",
        "division": "990102",
        "short_name": "某县",
        "valid_from": date(2026, 3, 2),
        "validity_value": 5,
        "validity_unit": "year",
    }
    return issue_licence(**(values | changes), by=CLERK, at=at)


def ended(licence: Licence, *, on: date) -> Licence:
    end_licence(licence, case_number="990102-260610-00001-0", on=on, by=CLERK, at=NOON)
    return licence
