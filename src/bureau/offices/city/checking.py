"""What one file says must fit what another says: all misfits told at once, before loading."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bureau.offices.city.forms import HallsFile, OfficesFile, PeopleFile
from bureau.offices.city.places import HALLS, OFFICES, all_offices
from bureau.offices.city.reading import Fault
from bureau.offices.city.staff import PEOPLE
from bureau.offices.words import Role
from bureau.people.identifiers import normalise_identifier


def misfits(
    authorities: Iterable[str], offices: OfficesFile, halls: HallsFile, people: PeopleFile
) -> list[Fault]:
    """Names that point nowhere, and keys used twice."""
    codes = set(authorities)
    found = list(_parents(offices))
    if found:
        return found
    found += _in_offices(offices, codes)
    keys = {office.key for office in all_offices(offices)}
    found += _in_halls(halls, keys)
    found += _in_people(people, keys)
    return found


def _parents(file: OfficesFile) -> Iterator[Fault]:
    written = {office.key for office in file.offices}
    parents = [group.parent for group in (*file.departments, *file.subordinate_bodies)]
    for parent in (*parents, *(group.parent for group in file.township_offices)):
        if parent not in written:
            yield Fault(OFFICES, parent, "上级机构要写在 offices 里。")


def _in_offices(file: OfficesFile, authorities: set[str]) -> Iterator[Fault]:
    areas = {unit.area for unit in file.units}
    everything = list(all_offices(file))
    yield from _doubles(OFFICES, (unit.area for unit in file.units), "统计单位编码")
    yield from _doubles(OFFICES, (office.key for office in everything), "机构编码")
    covered = (township for office in everything for township in office.townships)
    yield from _doubles(OFFICES, covered, "乡镇街道归两个机构：")
    for office in everything:
        if office.unit not in areas:
            yield Fault(OFFICES, office.key, f"统计单位 {office.unit} 没有写在 units 里。")
        if office.authority not in authorities:
            yield Fault(
                OFFICES, office.key, f"机关 {office.authority} 没有写在 authorities.yaml 里。"
            )


def _in_halls(file: HallsFile, offices: set[str]) -> Iterator[Fault]:
    yield from _doubles(HALLS, (hall.key for hall in file.halls), "大厅编码")
    for hall in file.halls:
        if hall.hours not in file.hours:
            yield Fault(HALLS, hall.key, f"作息“{hall.hours}”没有写在 hours 里。")
        if hall.windows and hall.windows not in file.windows:
            yield Fault(HALLS, hall.key, f"窗口组“{hall.windows}”没有写在 windows 里。")
        for key in hall.offices:
            if key not in offices:
                yield Fault(HALLS, hall.key, f"机构 {key} 没有写在 offices.yaml 里。")


def _in_people(file: PeopleFile, offices: set[str]) -> Iterator[Fault]:
    numbers = (normalise_identifier(person.staff_number) for person in file.people)
    yield from _doubles(PEOPLE, numbers, "工号")
    if not any(post.role == Role.ADMINISTRATOR for one in file.people for post in one.posts):
        yield Fault(PEOPLE, "", "至少要有一名系统管理员（administrator）。")
    for person in file.people:
        for post in person.posts:
            if post.office not in offices:
                where = f"{person.staff_number} · {post.role}"
                yield Fault(PEOPLE, where, f"机构 {post.office} 没有写在 offices.yaml 里。")


def _doubles(file: str, names: Iterable[str], what: str) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(file, name, f"{what} {name} 写了 {times} 次。")
