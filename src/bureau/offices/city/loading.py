"""Loading a city through the operations: each file all or nothing, errors as sentences."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bureau.audit.operations import named_source
from bureau.offices.city.checking import misfits
from bureau.offices.city.counting import CityLoad
from bureau.offices.city.forms import (
    AuthoritiesFile,
    CompetencesFile,
    HallsFile,
    OfficesFile,
    PeopleFile,
)
from bureau.offices.city.places import (
    AUTHORITIES,
    HALLS,
    OFFICES,
    load_authorities,
    load_halls,
    load_offices,
)
from bureau.offices.city.reading import CityTrouble, Fault, read_file
from bureau.offices.city.staff import (
    COMPETENCES,
    PEOPLE,
    builder,
    load_competences,
    load_people,
)

F = TypeVar("F", bound=BaseModel)


def load_city(folder: Path, *, by: str, trial: bool, password: str = "", at: datetime) -> CityLoad:
    """Load every file of a folder, in the order in which one needs the other.

    ``by`` is the staff number of an administrator. In an empty house it is one named in
    ``people.yaml``: the house sets the places and that first post itself, and that person
    does the rest. ``password`` is given to new accounts (the trial city's); without it
    they sign in by another way. Nothing is written of a file in which anything is wrong.
    A house that runs for real refuses made-up people.
    """
    # Mistakes of form and names that point nowhere are found before anything is loaded.
    authorities, offices, halls, people, competences = _read_all(folder)
    codes = [authority.code for authority in authorities.authorities]
    if faults := misfits(codes, offices, halls, people):
        raise CityTrouble(faults)
    if people.mark and not trial:
        raise CityTrouble([Fault(PEOPLE, "mark", "正式运行不能装载示例人员。")])
    done = CityLoad()
    with named_source("load_city"):
        administrator = builder(by, at=at)
        load_authorities(authorities, done, by=administrator, at=at)
        load_offices(offices, done, by=administrator, at=at)
        load_halls(halls, done, by=administrator, at=at)
        load_people(people, done, first=by, password=password, at=at)
        load_competences(competences, done, at=at)
    return done


def _read_all(
    folder: Path,
) -> tuple[AuthoritiesFile, OfficesFile, HallsFile, PeopleFile, CompetencesFile]:
    faults: list[Fault] = []

    def read(name: str, form: type[F]) -> F | None:
        try:
            return read_file(folder, name, form)
        except CityTrouble as trouble:
            faults.extend(trouble.faults)
            return None

    authorities = read(AUTHORITIES, AuthoritiesFile)
    offices = read(OFFICES, OfficesFile)
    halls = read(HALLS, HallsFile)
    people = read(PEOPLE, PeopleFile)
    competences = read(COMPETENCES, CompetencesFile)
    if not (authorities and offices and halls and people and competences):
        raise CityTrouble(faults)
    return authorities, offices, halls, people, competences
