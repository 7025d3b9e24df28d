"""Authorities, offices and reporting units."""

from datetime import date, datetime

from django.db.models import Q

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.kept import forget
from bureau.offices import rules
from bureau.offices.facts import AuthorityFacts, OfficeFacts, UnitFacts
from bureau.offices.models import Authority, Office, OfficeUnit, ReportingUnit
from bureau.offices.operations.putting import Put, apply_changes, ensure_administrator
from bureau.offices.refusals import UnknownOffice
from bureau.offices.words import OfficeKind
from bureau.people.identifiers import uscc_reason
from bureau.refusal import Refusal


@operation
def put_authority(facts: AuthorityFacts, *, by: Actor, at: datetime) -> Put:
    """Register an authority, or correct what is known of it. Its code never changes."""
    ensure_administrator(by, at=at)
    if reason := uscc_reason(facts.code):
        raise Refusal(f"机关“{facts.name}”的统一社会信用代码不对：{reason}", field="code")
    wanted = {
        "name": facts.name,
        "short_name": facts.short_name,
        "level": facts.level,
        "area": facts.area,
        "reconsideration": facts.reconsideration,
        "court": facts.court,
        "phone": facts.phone,
        "supervision_phone": facts.supervision_phone,
        "seal_name": facts.seal_name,
        "seal_number": facts.seal_number,
        "marks": facts.marks,
    }
    row = Authority.objects.filter(code=facts.code).first()
    if row is None:
        Authority.objects.create(code=facts.code, **wanted)
        outcome = Put.ADDED
    elif apply_changes(row, wanted):
        outcome = Put.CHANGED
    else:
        return Put.UNCHANGED
    forget()
    record(
        "offices.authority_put",
        "authority",
        facts.code,
        by=by,
        at=at,
        chain=facts.code,
        facts={"name": facts.name},
    )
    return outcome


@operation
def put_unit(facts: UnitFacts, *, by: Actor, at: datetime) -> Put:
    """Register a reporting unit of the bulletins."""
    ensure_administrator(by, at=at)
    wanted = {"name": facts.name, "order": facts.order, "network_code": facts.network_code}
    row = ReportingUnit.objects.filter(area=facts.area).first()
    if row is None:
        ReportingUnit.objects.create(area=facts.area, **wanted)
        outcome = Put.ADDED
    elif apply_changes(row, wanted):
        outcome = Put.CHANGED
    else:
        return Put.UNCHANGED
    forget()
    record(
        "offices.unit_put",
        "unit",
        facts.area,
        by=by,
        at=at,
        chain=facts.area,
        facts={"name": facts.name},
    )
    return outcome


@operation
def put_office(facts: OfficeFacts, *, by: Actor, at: datetime) -> Put:
    """Open an office, or correct its address, phone, order or townships.

    Its name, kind, place in the tree and authority are part of what past cases say. A
    reorganisation therefore closes the office and opens another under a new key.
    """
    ensure_administrator(by, at=at)
    parent = _parent_of(facts)
    authority = Authority.objects.filter(code=facts.authority).first()
    if authority is None:
        raise UnknownOffice(
            f"机构“{facts.name}”所属的机关 {facts.authority} 还没有登记。", field="authority"
        )
    fixed = {
        "name": facts.name,
        "kind": facts.kind,
        "parent_id": parent.pk if parent else None,
        "authority_id": authority.pk,
        "area": facts.area,
        "valid_from": facts.valid_from,
    }
    loose = {
        "townships": list(facts.townships),
        "address": facts.address,
        "phone": facts.phone,
        "order": facts.order,
        "mark": facts.mark,
        "valid_to": facts.valid_to,
    }
    row = Office.objects.filter(key=facts.key).first()
    if row is not None:
        if any(getattr(row, name) != value for name, value in fixed.items()):
            raise Refusal(
                f"机构 {facts.key} 的名称、类别、上级、机关、区域和起始日不能改。"
                "更名、撤并请撤销原机构，再用新的编码登记。",
                field="key",
            )
        if not apply_changes(row, loose):
            return Put.UNCHANGED
        outcome = Put.CHANGED
    else:
        row = Office.objects.create(
            key=facts.key,
            level=rules.level_of(facts.kind, parent.level if parent else ""),
            lineage=rules.lineage_of(facts.key, parent.lineage if parent else ""),
            **fixed,
            **loose,
        )
        unit = _unit(facts.unit)
        OfficeUnit.objects.create(office=row, unit=unit, valid_from=facts.valid_from)
        outcome = Put.ADDED
    forget()
    record(
        "offices.office_put",
        "office",
        facts.key,
        by=by,
        at=at,
        chain=authority.code,
        facts={"name": facts.name, "unit": facts.unit},
    )
    return outcome


@operation
def count_office_in(
    office_key: str, unit_area: str, *, valid_from: date, by: Actor, at: datetime
) -> None:
    """From a day on, count an office in another unit: exactly one on each day, no gap."""
    ensure_administrator(by, at=at)
    office = _office(office_key)
    unit = _unit(unit_area)
    current = (
        OfficeUnit.objects.select_for_update(no_key=True)
        .filter(office=office, valid_to__isnull=True)
        .first()
    )
    if current is None or current.valid_from >= valid_from:
        raise Refusal(
            f"机构“{office.name}”现在的归属从当天或更晚开始，请选更晚的日期。", field="valid_from"
        )
    current.valid_to = date.fromordinal(valid_from.toordinal() - 1)
    current.save(update_fields=["valid_to"])
    OfficeUnit.objects.create(office=office, unit=unit, valid_from=valid_from)
    forget()
    record(
        "offices.office_counted_in",
        "office",
        office_key,
        by=by,
        at=at,
        chain=office.authority.code,
        facts={"unit": unit_area, "valid_from": valid_from.isoformat()},
    )


@operation
def close_office(office_key: str, *, last_day: date, by: Actor, at: datetime) -> None:
    """End an office. Those below it must have been closed or moved before."""
    ensure_administrator(by, at=at)
    office = Office.objects.select_for_update(no_key=True).get(pk=_office(office_key).pk)
    below = Office.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=last_day), parent=office
    ).values_list("name", flat=True)
    if names := "、".join(below):
        raise Refusal(f"下面还有没撤销的机构：{names}。请先处理它们。")
    office.valid_to = last_day
    office.save(update_fields=["valid_to"])
    forget()
    record(
        "offices.office_closed",
        "office",
        office_key,
        by=by,
        at=at,
        chain=office.authority.code,
        facts={"name": office.name, "last_day": last_day.isoformat()},
    )


def _office(key: str) -> Office:
    office = Office.objects.select_related("authority").filter(key=key).first()
    if office is None:
        raise UnknownOffice(f"没有编码为 {key} 的机构。", field="office")
    return office


def _unit(area: str) -> ReportingUnit:
    unit = ReportingUnit.objects.filter(area=area).first()
    if unit is None:
        raise UnknownOffice(f"没有编码为 {area} 的统计单位。", field="unit")
    return unit


def _parent_of(facts: OfficeFacts) -> Office | None:
    if facts.kind not in rules.PARENTS:
        raise Refusal(f"机构类别“{facts.kind}”不认识。", field="kind")
    if not facts.parent:
        if facts.kind != OfficeKind.BUREAU:
            raise Refusal(f"机构“{facts.name}”要写明上级机构。", field="parent")
        return None
    parent = _office(facts.parent)
    if parent.kind not in rules.PARENTS[facts.kind]:
        raise Refusal(
            f"“{facts.name}”（{OfficeKind(facts.kind).label}）不能设在“{parent.name}”"
            f"（{OfficeKind(parent.kind).label}）下面。",
            field="parent",
        )
    return parent
