"""Offices, halls and people in the states the bureau brings them to. No real place."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bureau.audit.actors import Actor
from bureau.offices import operations
from bureau.offices.facts import (
    AuthorityFacts,
    HallFacts,
    HoursFacts,
    OfficeFacts,
    UnitFacts,
    WindowFacts,
)
from bureau.offices.models import Authority, Hall, Office, Posting, ReportingUnit
from bureau.people.models import Account, AccountKind
from bureau.people.operations import open_account

HOUSE = Actor.system("测试")
BEGINNING = date(2024, 1, 1)
NOON = datetime(2026, 3, 18, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = NOON.date()

CITY = "city"
COUNTY = "county"
TOWN = "town"
CODES = {CITY: "11990100XXXX000193", COUNTY: "11990102XXXX00027T"}
AREAS = {CITY: "990100", COUNTY: "990102"}


def keeper(at: datetime = NOON, *, besides: int | None = None) -> Actor:
    """Who keeps offices and posts: an administrator, or the house while there is none."""
    appointed = Posting.objects.living(at).filter(role="administrator").select_related("account")
    first = next((one for one in appointed if one.account_id != besides), None)
    return first.account.as_actor() if first else HOUSE


def some_offices(*, at: datetime = NOON) -> None:
    """A bureau, a county bureau with a township office, and two halls; once per test."""
    if Office.objects.filter(key=CITY).exists():
        return
    for order, key in enumerate((CITY, COUNTY), start=1):
        an_authority(key, at=at)
        unit = UnitFacts(area=AREAS[key], name=f"{key} 单位", order=order)
        operations.put_unit(unit, by=keeper(at), at=at)
    an_office(CITY, kind="bureau", authority=CITY, at=at)
    an_office(COUNTY, kind="county_bureau", parent=CITY, authority=COUNTY, at=at)
    an_office(
        TOWN,
        kind="township_office",
        parent=COUNTY,
        authority=COUNTY,
        townships=("990102001",),
        at=at,
    )
    a_hall("h-city", office=CITY, level="市", at=at)
    a_hall("h-county", office=COUNTY, level="县", at=at)


def an_authority(key: str, *, at: datetime = NOON) -> Authority:
    facts = AuthorityFacts(
        code=CODES[key],
        name=f"{key} 局",
        short_name=key,
        level="市" if key == CITY else "县",
        area=AREAS[key],
    )
    operations.put_authority(facts, by=keeper(at), at=at)
    return Authority.objects.get(code=CODES[key])


def an_office(
    key: str,
    *,
    kind: str,
    authority: str,
    parent: str = "",
    townships: tuple[str, ...] = (),
    at: datetime = NOON,
) -> Office:
    facts = OfficeFacts(
        key=key,
        name=f"{key} 局",
        kind=kind,
        authority=CODES[authority],
        area=AREAS[authority],
        unit=AREAS[authority],
        parent=parent,
        townships=townships,
        valid_from=BEGINNING,
    )
    operations.put_office(facts, by=keeper(at), at=at)
    return Office.objects.get(key=key)


def a_hall(key: str, *, office: str, level: str, windows: int = 3, at: datetime = NOON) -> Hall:
    """A hall of one office with a few comprehensive windows and two seasons."""
    area = Office.objects.values_list("area", flat=True).get(key=office)
    hall = HallFacts(key=key, name=f"{key} 大厅", level=level, area=area, offices=(office,))
    operations.put_hall(hall, by=keeper(at), at=at)
    operations.set_hours(key, [SUMMER, WINTER], by=keeper(at), at=at)
    for number in range(1, windows + 1):
        window = WindowFacts(
            number=f"{number:02}", name="综合窗口", kind="comprehensive", office=office
        )
        operations.put_window(key, window, by=keeper(at), at=at)
    return Hall.objects.get(key=key)


SUMMER = HoursFacts(
    season="夏令",
    from_month_day="05-01",
    to_month_day="09-30",
    sessions=(("09:00", "12:00"), ("13:30", "17:30")),
    valid_from=BEGINNING,
)
WINTER = HoursFacts(
    season="冬令",
    from_month_day="10-01",
    to_month_day="04-30",
    sessions=(("09:00", "12:00"), ("13:00", "17:00")),
    valid_from=BEGINNING,
)


def a_person(staff_number: str, *, name: str = "", at: datetime = NOON) -> Account:
    """A member of staff without a post."""
    return open_account(
        kind=AccountKind.STAFF,
        name=name or f"{staff_number} 某",
        staff_number=staff_number,
        is_trial=True,
        by=keeper(at),
        at=at,
    )


def a_posted(
    staff_number: str,
    role: str,
    *,
    office: str = COUNTY,
    valid_to: date | None = None,
    at: datetime = NOON,
) -> Account:
    """A member of staff on a post."""
    some_offices(at=at)
    person = a_person(staff_number, at=at)
    operations.appoint(
        person.pk,
        office_key=office,
        role=role,
        post=f"{role} 岗",
        valid_from=BEGINNING,
        valid_to=valid_to,
        by=keeper(at, besides=person.pk),
        at=at,
    )
    return person


def a_competent(
    staff_number: str,
    role: str,
    *acts: str,
    office: str = COUNTY,
    item_key: str = "*",
    valid_to: date | None = None,
    at: datetime = NOON,
) -> Account:
    """A member of staff on a post with authority for some acts, given by a head."""
    person = a_posted(staff_number, role, office=office, at=at)
    for act in acts:
        operations.grant_competence(
            person.pk,
            office_key=office,
            act=act,
            item_key=item_key,
            document="授权书第 1 号",
            valid_from=BEGINNING,
            valid_to=valid_to,
            by=a_head(office).as_actor(),
            at=at,
        )
    return person


def a_head(office: str = COUNTY, *, number: int = 1) -> Account:
    """The head of an office; the same one however often asked for."""
    staff_number = f"HEAD{number}{office.upper()}"
    known = Account.objects.filter(staff_number=staff_number).first()
    return known or a_posted(staff_number, "head", office=office)


def units() -> list[str]:
    return list(ReportingUnit.objects.order_by("order").values_list("area", flat=True))
