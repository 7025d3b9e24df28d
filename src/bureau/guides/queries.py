"""Finding a guide; nothing here writes."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.guides.forms import Sheet, blank_form, filled_example
from bureau.guides.parts import Guide, HallLine, Place
from bureau.guides.projection import guide
from bureau.guides.situations import MyGuide, my_guide
from bureau.offices import queries as offices
from bureau.offices.queries import AuthorityInfo, HallInfo, OfficeInfo
from bureau.offices.words import WindowKind


def find_guide(
    item: str,
    *,
    at: datetime,
    office: str = "",
    hall: str = "",
    answers: Mapping[str, object] | None = None,
) -> MyGuide | None:
    """The guide of an item in force at that moment, for an office, a hall, or for all.

    With answers it is reduced to what they call for. None: there is no such item, or the
    office does not carry it out.
    """
    day = timezone.localdate(at)
    edition = catalogue.edition_in_force(item, on=day)
    if edition is None:
        return None
    place = None
    if office or hall:
        place = _place(edition, office=office, hall=hall, day=day)
        if place is None:
            return None
    whole = _guide(edition, place, day)
    return my_guide(whole, answers or {})


def guide_of_edition(edition_id: int, *, at: datetime) -> Guide | None:
    """The guide any edition makes, also a draft or one no longer in force."""
    edition = catalogue.edition_by_id(edition_id)
    return _guide(edition, None, timezone.localdate(at)) if edition else None


def find_sheet(item: str, form_key: str, *, at: datetime, filled: bool) -> Sheet | None:
    """The blank form or the filled example of an item in force."""
    edition = catalogue.edition_in_force(item, on=timezone.localdate(at))
    if edition is None:
        return None
    sheet = filled_example if filled else blank_form
    return sheet(edition.content, form_key)


def places_of(item: str, *, at: datetime) -> tuple[Place, ...]:
    """Every office that carries the item out now, with its halls; the city's first.

    Hours are left out: a list of two hundred places needs names, addresses and phones.
    """
    day = timezone.localdate(at)
    by_key = {one.key: one for one in offices.offices(day=day)}
    halls = {one.key: one for one in offices.halls()}
    found = []
    for listing in catalogue.listings_of_item(item, on=day):
        office = by_key.get(listing.office_key)
        if office is not None:
            lines = [_hall_line(halls[key], ()) for key in listing.halls if key in halls]
            found.append(_place_of(listing, office, tuple(lines)))
    order = {key: number for number, key in enumerate(by_key)}
    return tuple(sorted(found, key=lambda one: order[one.office_key]))


def _guide(edition: EditionFacts, place: Place | None, day: date) -> Guide:
    texts = catalogue.legal_texts_for(edition.content.bases, on=day)
    return guide(edition, place=place, texts=texts)


def _place(edition: EditionFacts, *, office: str, hall: str, day: date) -> Place | None:
    keys = [office] if office else []
    if hall:
        found = offices.hall(hall)
        keys.extend(found.office_keys if found else ())
    for key in keys:
        listing = catalogue.listing_for(edition.item, key, on=day)
        info = offices.office(key) if listing else None
        if listing is not None and info is not None:
            wanted = [one for one in (offices.hall(key) for key in listing.halls) if one]
            lines = tuple(
                _hall_line(one, _hours(one.key), windows=_windows(one.key)) for one in wanted
            )
            authority = offices.authority(info.authority_code)
            return _place_of(listing, info, lines, authority=authority)
    return None


def _place_of(
    listing: ListingFacts,
    office: OfficeInfo,
    halls: tuple[HallLine, ...],
    *,
    authority: AuthorityInfo | None = None,
) -> Place:
    return Place(
        office_key=office.key,
        office_name=office.name,
        authority_name=office.authority_name,
        deciding_office=office.authority_name,
        consult_phone=listing.phones.get("consult", "") or office.phone,
        complain_phone=listing.phones.get("complain", ""),
        halls=halls,
        waived=listing.waived,
        promise_value=listing.promise_value,
        promise_unit=listing.promise_unit,
        reconsideration=authority.reconsideration if authority else "",
        court=authority.court if authority else "",
    )


def _hall_line(hall: HallInfo, hours: tuple[str, ...], *, windows: str = "") -> HallLine:
    return HallLine(
        key=hall.key,
        name=hall.name,
        address=hall.address,
        phone=hall.phone,
        traffic=hall.traffic,
        help=hall.help,
        hours=hours,
        windows=windows,
        flag="示例" if hall.mark == "示例" else "",
    )


def _hours(hall_key: str) -> tuple[str, ...]:
    """The hours of a hall, a line for each season."""
    lines = []
    for season in offices.timetable_of(hall_key).seasons:
        sessions = "、".join(f"{one.start:%H:%M}–{one.end:%H:%M}" for one in season.hours.sessions)
        days = (
            "".join("一二三四五六日"[day - 1] for day in season.weekdays)
            if season.weekdays
            else "一至周五"
        )
        span = f"{_month_day(season.from_month_day)}至{_month_day(season.to_month_day)}"
        whole_year = (season.from_month_day, season.to_month_day) == ("01-01", "12-31")
        lines.append(f"周{days} {sessions}" + ("" if whole_year else f"（{span}）"))
    return tuple(lines)


def _windows(hall_key: str) -> str:
    """Which windows take every item: 综合窗口02、03、04号."""
    numbers = [
        one.number
        for one in offices.windows_of(hall_key, only_open=True)
        if one.kind == WindowKind.COMPREHENSIVE
    ]
    return f"综合窗口{'、'.join(numbers)}号" if numbers else ""


def _month_day(text: str) -> str:
    month, day = text.split("-")
    return f"{int(month)}月{int(day)}日"
