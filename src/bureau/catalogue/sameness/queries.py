"""The matrix of items and units, one cell of it, and how the rate has moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from bureau.catalogue.models import Listing
from bureau.catalogue.queries.editions import in_force
from bureau.catalogue.sameness.models import ForeignList, ForeignRow, Formula, Measured
from bureau.catalogue.sameness.reading import as_said
from bureau.catalogue.sameness.rules import (
    USUAL,
    Element,
    Judged,
    Outcome,
    Row,
    Said,
    compare,
    formula,
    said_by,
)


@dataclass(frozen=True, slots=True)
class ListFacts:
    """One list kept elsewhere."""

    uid: str
    unit: str
    name: str
    of_office: bool
    file_name: str
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """One list with what came of comparing it."""

    facts: ListFacts
    outcome: Outcome
    proposed: tuple[tuple[str, str, str], ...]
    """Rows found by name only: (row, its name, our item); a person confirms."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Items down, units across."""

    formula: str
    elements: tuple[Element, ...]
    items: tuple[tuple[str, str], ...]
    lists: tuple[ListOutcome, ...]

    @property
    def compared(self) -> int:
        return sum(one.outcome.compared for one in self.lists)

    @property
    def same(self) -> int:
        return sum(one.outcome.same for one in self.lists)

    @property
    def rate(self) -> Fraction | None:
        """Equal over compared in all lists, exact."""
        return Fraction(self.same, self.compared) if self.compared else None


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement of one list."""

    name: str
    at: datetime
    formula: str
    same: int
    compared: int
    missing: int
    orphans: int


def elements_compared() -> tuple[Element, ...]:
    """What N means now: what was chosen last, else what the plan names."""
    last = Formula.objects.order_by("-pk").values_list("elements", flat=True).first()
    chosen = set(last) if last is not None else set(USUAL)
    return tuple(one for one in Element if one in chosen)


def current_lists() -> list[ForeignList]:
    """The newest list of every unit, in the order of their names."""
    newest: dict[str, ForeignList] = {}
    for one in ForeignList.objects.order_by("pk"):
        newest[one.unit] = one
    return sorted(newest.values(), key=lambda one: (not one.of_office, one.name))


def matrix(*, on: date, only: Iterable[str] | None = None) -> Matrix:
    """The newest list of every unit (or of these) against what is in force that day."""
    elements = elements_compared()
    editions = in_force(on)
    ours = {one.item: said_by(one.content) for one in editions}
    wanted = current_lists()
    if only is not None:
        chosen = set(only)
        wanted = [one for one in wanted if str(one.uid) in chosen or one.unit in chosen]
    rows = _rows(wanted)
    expected = _expected(wanted, ours, on=on)
    known: dict[tuple[str, str], tuple[Judged, ...]] = {}
    lists = tuple(
        ListOutcome(
            facts_of(one),
            compare(
                ours,
                rows.get(one.pk, ()),
                expected=expected[one.unit],
                elements=elements,
                known=known,
            ),
            (),
        )
        for one in wanted
    )
    return Matrix(
        formula(elements), elements, tuple((one.item, one.name) for one in editions), lists
    )


def outcome_of(source: ForeignList, *, on: date) -> ListOutcome:
    """One list, also an older one, against what is in force that day."""
    elements = elements_compared()
    ours = {one.item: said_by(one.content) for one in in_force(on)}
    rows = _rows([source]).get(source.pk, [])
    outcome = compare(
        ours,
        rows,
        expected=_expected([source], ours, on=on)[source.unit],
        elements=elements,
    )
    return ListOutcome(facts_of(source), outcome, _proposals(source))


def _proposals(source: ForeignList) -> tuple[tuple[str, str, str], ...]:
    rows = ForeignRow.objects.filter(source=source, item="").exclude(proposed="").order_by("pk")
    return tuple((str(row.pk), row.name, row.proposed) for row in rows)


def _rows(lists: Sequence[ForeignList]) -> dict[int, list[Row]]:
    """What every list says; rows that say the same to the letter are read once."""
    read: dict[str, Said] = {}
    rows: dict[int, list[Row]] = {}
    places = ForeignRow.objects.filter(source__in=lists).order_by("pk")
    wanted = places.values_list("source_id", "item", "name", "digest")
    digests = dict(
        ForeignRow.objects.filter(source__in=lists)
        .order_by("digest")
        .distinct("digest")
        .values_list("digest", "said")
    )
    for source, item, name, digest in wanted:
        if digest not in read:
            read[digest] = as_said(digests[digest])
        rows.setdefault(source, []).append(Row(item, name, digest, read[digest]))
    return rows


def _expected(
    lists: Sequence[ForeignList], ours: Mapping[str, Said], *, on: date
) -> dict[str, list[str]]:
    """What each list should hold: what the office has claimed; outside, everything."""
    wanted: dict[str, list[str]] = {one.unit: [] for one in lists if one.of_office}
    claimed = Listing.objects.on(on).filter(office_key__in=wanted)
    for office, item in claimed.values_list("office_key", "item__key"):
        if item in ours:
            wanted[office].append(item)
    return wanted | {one.unit: list(ours) for one in lists if not one.of_office}


def facts_of(source: ForeignList) -> ListFacts:
    return ListFacts(
        uid=str(source.uid),
        unit=source.unit,
        name=source.name,
        of_office=source.of_office,
        file_name=source.file_name,
        imported_at=source.imported_at,
        imported_by=source.imported_by,
    )


def find_list(uid: str) -> ForeignList | None:
    return ForeignList.objects.filter(uid=uid).first()


def trend(*, unit: str = "") -> list[Point]:
    """Every measurement, oldest first, of one unit or of all."""
    measured = Measured.objects.select_related("source").order_by("measured_at", "pk")
    if unit:
        measured = measured.filter(source__unit=unit)
    return [
        Point(
            name=one.source.name,
            at=one.measured_at,
            formula=one.formula,
            same=one.same,
            compared=one.compared,
            missing=one.missing,
            orphans=one.orphans,
        )
        for one in measured
    ]
