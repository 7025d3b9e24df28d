"""What may stand in the files of a city. A key that nobody knows is an error, not ignored."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bureau.offices.words import Act, Level, OfficeKind, Role, WindowKind

Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z*][0-9A-Za-z_-]*$")]
Words = Annotated[str, Field(min_length=1, max_length=200)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AuthorityEntry(Part):
    code: str
    name: Words
    short_name: Words
    level: Level
    area: Code
    reconsideration: str = ""
    court: str = ""
    phone: str = ""
    supervision_phone: str = ""
    seal_name: str = ""
    seal_number: str = ""
    marks: dict[str, str] = {}


class AuthoritiesFile(Part):
    marks: dict[str, str] = {}
    authorities: tuple[AuthorityEntry, ...]


class UnitEntry(Part):
    area: Code
    name: Words
    order: int
    network_code: str = ""


class OfficeEntry(Part):
    key: Code
    name: Words
    kind: OfficeKind
    authority: str
    area: Code
    unit: Code
    parent: str = ""
    townships: tuple[Code, ...] = ()
    address: str = ""
    phone: str = ""
    order: int = 0
    mark: str = "general"
    since: date | None = None


class PartEntry(Part):
    """A department or a subordinate body: the rest it has from its parent."""

    key: Code
    name: Words
    order: int = 0
    phone: str = ""


class PartsOf(Part):
    parent: Code
    mark: str = "general"
    list: tuple[PartEntry, ...]


class TownshipEntry(Part):
    key: Code
    name: Words
    township: str
    covers: tuple[Code, ...] = ()
    """Codes of the townships it covers; by default the one it is named by."""
    address: str = ""
    phone: str = ""


class TownshipsOf(Part):
    parent: Code
    mark: str = "general"
    list: tuple[TownshipEntry, ...]


class OfficesFile(Part):
    since: date
    units: tuple[UnitEntry, ...]
    offices: tuple[OfficeEntry, ...]
    departments: tuple[PartsOf, ...] = ()
    subordinate_bodies: tuple[PartsOf, ...] = ()
    township_offices: tuple[TownshipsOf, ...] = ()


class SeasonEntry(Part):
    season: Words
    first: str = Field(default="01-01", alias="from")
    last: str = Field(default="12-31", alias="to")
    weekdays: tuple[int, ...] = ()
    sessions: tuple[tuple[str, str], ...] = Field(min_length=1)
    since: date | None = None
    until: date | None = None


class WindowEntry(Part):
    number: str
    name: Words
    kind: WindowKind
    office: str = ""


class HallEntry(Part):
    key: Code
    name: Words
    level: Level
    area: Code
    offices: tuple[Code, ...] = Field(min_length=1)
    address: str = ""
    phone: str = ""
    traffic: str = ""
    help: str = ""
    hours: str
    """Name of a timetable above."""
    windows: str = ""
    """Name of a set of windows above."""
    order: int = 0


class HallsFile(Part):
    mark: str = "general"
    since: date
    hours: dict[str, tuple[SeasonEntry, ...]]
    windows: dict[str, tuple[WindowEntry, ...]] = {}
    halls: tuple[HallEntry, ...]


class PostEntry(Part):
    office: Code
    role: Role
    post: Words
    since: date | None = None
    until: date | None = None


class PersonEntry(Part):
    staff_number: Words
    name: Words
    posts: tuple[PostEntry, ...] = ()


class PeopleFile(Part):
    mark: str = ""
    since: date
    people: tuple[PersonEntry, ...]


class RuleEntry(Part):
    """Everybody with one of these roles at an office of one of these kinds."""

    roles: tuple[Role, ...] = Field(min_length=1)
    kinds: tuple[OfficeKind, ...] = Field(min_length=1)
    acts: tuple[Act, ...] = Field(min_length=1)
    items: tuple[Code, ...] = ("*",)


class GrantEntry(Part):
    person: Words
    office: Code
    acts: tuple[Act, ...] = Field(min_length=1)
    items: tuple[Code, ...] = ("*",)
    document: str = ""
    granted_by: str = ""
    since: date | None = None
    until: date | None = None


class CompetencesFile(Part):
    since: date
    document: Words
    rules: tuple[RuleEntry, ...] = ()
    grants: tuple[GrantEntry, ...] = ()
