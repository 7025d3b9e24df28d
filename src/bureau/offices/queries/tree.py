"""Authorities, offices and reporting units, as they are or were on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from bureau.kept import kept
from bureau.offices.models import Authority, Hall, Office, OfficeUnit, ReportingUnit
from bureau.offices.refusals import UnknownOffice


@dataclass(frozen=True, slots=True)
class AuthorityInfo:
    code: str
    name: str
    short_name: str
    level: str
    area: str
    reconsideration: str
    court: str
    phone: str
    supervision_phone: str
    seal_name: str
    seal_number: str
    marks: dict[str, str]


@dataclass(frozen=True, slots=True)
class UnitInfo:
    area: str
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    key: str
    name: str
    kind: str
    level: str
    area: str
    authority_code: str
    authority_name: str
    parent_key: str
    lineage: str
    townships: tuple[str, ...]
    address: str
    phone: str
    mark: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything about *where* that a case keeps as of its day."""

    authority_code: str
    authority_name: str
    authority_short_name: str
    office_key: str
    office_name: str
    office_level: str
    area: str
    """Of the reporting unit."""
    unit_name: str
    region: str
    """Six digits for the number of a case, also where the unit has none of its own."""
    hall_key: str


@kept
def authority(code: str) -> AuthorityInfo | None:
    row = Authority.objects.filter(code=code).first()
    return None if row is None else _authority_info(row)


def units() -> tuple[UnitInfo, ...]:
    """The reporting units in the order of the bulletin."""
    return tuple(
        UnitInfo(*row)
        for row in ReportingUnit.objects.order_by("order").values_list("area", "name", "order")
    )


def unit_of(office_key: str, day: date) -> UnitInfo | None:
    """The one unit an office is counted in on that day."""
    row = (
        OfficeUnit.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            office__key=office_key,
            valid_from__lte=day,
        )
        .values_list("unit__area", "unit__name", "unit__order")
        .first()
    )
    return None if row is None else UnitInfo(*row)


def units_by_office(day: date) -> dict[str, str]:
    """Office → area of the unit it is counted in on that day; one statement."""
    rows = OfficeUnit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day
    )
    return dict(rows.values_list("office__key", "unit__area"))


@kept
def office(key: str) -> OfficeInfo | None:
    row = Office.objects.select_related("authority", "parent").filter(key=key).first()
    return None if row is None else _office_info(row)


@kept
def offices(
    *, day: date, area: str = "", kind: str = "", level: str = ""
) -> tuple[OfficeInfo, ...]:
    """The offices of that day, the whole tree or a part of it, in order."""
    rows = _on(day)
    if area:
        rows = rows & Q(area=area)
    if kind:
        rows = rows & Q(kind=kind)
    if level:
        rows = rows & Q(level=level)
    return tuple(
        _office_info(row)
        for row in Office.objects.filter(rows)
        .select_related("authority", "parent")
        .order_by("order", "key")
    )


def offices_under(key: str, day: date, *, itself: bool = True) -> tuple[OfficeInfo, ...]:
    """An office and all below it on that day."""
    top = Office.objects.filter(key=key).values_list("lineage", flat=True).first()
    if top is None:
        return ()
    rows = (
        Office.objects.filter(_on(day), lineage__startswith=top)
        .select_related("authority", "parent")
        .order_by("order", "key")
    )
    return tuple(_office_info(row) for row in rows if itself or row.key != key)


def office_for_township(township: str, day: date) -> OfficeInfo | None:
    """The office that covers a township or street on that day (its 监管所)."""
    row = (
        Office.objects.filter(_on(day), townships__contains=[township])
        .select_related("authority", "parent")
        .order_by("-lineage")
        .first()
    )
    return None if row is None else _office_info(row)


@kept
def case_facts(office_key: str, day: date) -> CaseFacts:
    """Where a case of this office stands on that day; an unknown place is refused."""
    row = Office.objects.filter(_on(day), key=office_key).select_related("authority").first()
    if row is None:
        raise UnknownOffice(
            "这个单位不存在或已撤销，不能接收申请。请另选办理单位。", field="office"
        )
    unit = unit_of(office_key, day)
    if unit is None:
        raise UnknownOffice(f"“{row.name}”没有归属的统计单位，不能接收申请。", field="office")
    hall = (
        Hall.objects.filter(offices__key__in=_lineage_keys(row.lineage))
        .order_by("-offices__lineage", "order", "key")
        .values_list("key", flat=True)
        .first()
    )
    return CaseFacts(
        authority_code=row.authority.code,
        authority_name=row.authority.name,
        authority_short_name=row.authority.short_name,
        office_key=row.key,
        office_name=row.name,
        office_level=row.level,
        area=unit.area,
        unit_name=unit.name,
        region=unit.area[:6],
        hall_key=hall or "",
    )


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _lineage_keys(lineage: str) -> list[str]:
    return [key for key in lineage.split("/") if key]


def _authority_info(row: Authority) -> AuthorityInfo:
    return AuthorityInfo(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        area=row.area,
        reconsideration=row.reconsideration,
        court=row.court,
        phone=row.phone,
        supervision_phone=row.supervision_phone,
        seal_name=row.seal_name,
        seal_number=row.seal_number,
        marks=row.marks,
    )


def _office_info(row: Office) -> OfficeInfo:
    return OfficeInfo(
        key=row.key,
        name=row.name,
        kind=row.kind,
        level=row.level,
        area=row.area,
        authority_code=row.authority.code,
        authority_name=row.authority.name,
        parent_key=row.parent.key if row.parent else "",
        lineage=row.lineage,
        townships=tuple(row.townships),
        address=row.address,
        phone=row.phone,
        mark=row.mark,
    )
