"""Finding and browsing items in force."""

from dataclasses import dataclass
from datetime import date

from bureau.catalogue.elements import Procedure, Stage
from bureau.catalogue.queries.editions import EditionFacts, in_force
from bureau.catalogue.search import Searchable, ranked
from bureau.catalogue.words import PROCEDURES, STAGES, limit_words


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One item in a list of items."""

    key: str
    name: str
    summary: str
    stage: Stage
    stage_label: str
    procedure: Procedure
    procedure_label: str
    promise: str
    online: bool
    takes_cases: bool
    written_out: bool
    trial: bool
    said: tuple[str, ...]


def _found(edition: EditionFacts) -> FoundItem:
    content = edition.content
    return FoundItem(
        key=edition.item,
        name=content.name,
        summary=content.summary,
        stage=content.stage,
        stage_label=STAGES[content.stage],
        procedure=content.procedure,
        procedure_label=PROCEDURES[content.procedure],
        promise=limit_words(content.promised_limit, none=""),
        online=content.online,
        takes_cases=content.takes_cases(),
        written_out=content.written_out,
        trial=edition.trial,
        said=content.plain_words,
    )


def find_items(words: str, *, on: date) -> tuple[FoundItem, ...]:
    """Items in force that answer what people say (开店、换法人、小餐馆), best first."""
    editions = {one.item: one for one in in_force(on)}
    searchable = [
        Searchable(
            key=one.item,
            name=one.content.name,
            said=one.content.plain_words,
            summary=one.content.summary,
            here=one.content.takes_cases(),
        )
        for one in editions.values()
    ]
    return tuple(_found(editions[item.key]) for _, item in ranked(searchable, words))


def browse(*, on: date, stage: Stage | None = None) -> tuple[FoundItem, ...]:
    """Items in force of one part of a business's life; those we take cases for first."""
    found = [_found(one) for one in in_force(on) if stage is None or one.stage == stage]
    return tuple(sorted(found, key=lambda one: (not one.takes_cases, not one.written_out, one.key)))
