"""The board of the prover: every item in force, screen by screen, red or green."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import EditionFacts, ListingFacts
from bureau.guides.known_screens import screens
from bureau.guides.proving import (
    Answers,
    Disagreement,
    catalogue_says,
    compared,
    disagreements,
    situations,
)
from bureau.guides.screens import Screen, Setting

MOST_SHOWN = 40
"""So many disagreements of one screen are kept word for word; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One screen of one item: how much was compared, and what does not agree."""

    screen: str
    compared: int
    wrong: int
    examples: tuple[tuple[str, Disagreement], ...]  # with the situation in words

    @property
    def agrees(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Proved:
    """One item: every screen against its edition, in every situation and for every office."""

    item: str
    name: str
    edition: str
    situations: int
    too_many: bool
    departures: int  # different own promises and waivers of offices
    proofs: tuple[Proof, ...]

    @property
    def agrees(self) -> bool:
        return all(one.agrees for one in self.proofs)

    @property
    def compared(self) -> int:
        return sum(one.compared for one in self.proofs)

    @property
    def wrong(self) -> int:
        return sum(one.wrong for one in self.proofs)


def prove(
    edition: EditionFacts,
    *,
    listings: Iterable[ListingFacts] = (),
    against: Mapping[str, Screen] | None = None,
) -> Proved:
    """Hold every screen of the house (or those given) against one edition."""
    answers, too_many = situations(edition.content)
    departures = {
        (one.promise_value, one.promise_unit, one.waived): one
        for one in listings
        if one.promise_value is not None or one.waived
    }
    # Every situation as the whole city has it; what an office gives more cheaply, in the first.
    settings = [Setting(edition, one) for one in answers]
    settings += [Setting(edition, answers[0], one) for one in departures.values()]
    chosen = screens() if against is None else against
    return Proved(
        item=edition.item,
        name=edition.name,
        edition=edition.number,
        situations=len(answers),
        too_many=too_many,
        departures=len(departures),
        proofs=tuple(_proof(name, screen, settings) for name, screen in chosen.items()),
    )


def _proof(name: str, screen: Screen, settings: Iterable[Setting]) -> Proof:
    found: list[tuple[str, Disagreement]] = []
    count = 0
    for setting in settings:
        content = setting.edition.content
        says = catalogue_says(content, setting.answers, setting.limits, waived=setting.waived)
        shown = screen(setting)
        count += compared(says, shown)
        words = _situation(setting.edition, setting.answers)
        found += [(words, one) for one in disagreements(name, says, shown)]
    return Proof(name, count, len(found), tuple(found[:MOST_SHOWN]))


def _situation(edition: EditionFacts, answers: Answers) -> str:
    labels = [
        option.label
        for question in edition.content.questions
        for option in question.options
        if answers.get(question.key) == option.key
    ]
    return "、".join(labels)


_proved: dict[tuple[object, ...], Proved] = {}
"""Proofs by edition and departures, for the life of the process: neither ever changes."""


def _kept(edition: EditionFacts, listings: Sequence[ListingFacts]) -> Proved:
    own = frozenset((one.promise_value, one.promise_unit, one.waived) for one in listings)
    key = (edition.item, edition.id, edition.content_hash, own)
    if key not in _proved:
        _proved[key] = prove(edition, listings=listings)
    return _proved[key]


def board(*, on: date, item: str = "") -> tuple[Proved, ...]:
    """Every item in force that day (or one), by its key."""
    listings: dict[str, list[ListingFacts]] = {}
    for one in catalogue.listings(on=on, item=item):
        listings.setdefault(one.item, []).append(one)
    return tuple(
        _kept(one, listings.get(one.item, ()))
        for one in catalogue.in_force(on)
        if item in ("", one.item)
    )
