"""One item in a list of items: what it is for, how soon, whether it can be done online."""

from dataclasses import dataclass

from django.urls import reverse

from bureau.catalogue.queries import FoundItem


@dataclass(frozen=True, slots=True)
class ItemRow:
    url: str
    name: str
    short: str
    summary: str
    stage: str
    kind: str
    promise: str
    online: bool
    elsewhere: bool
    unfinished: bool


def item_row(one: FoundItem) -> ItemRow:
    return ItemRow(
        url=reverse("public:guide", args=[one.key]),
        name=one.name,
        short=one.name.partition("（")[0],
        summary=one.summary,
        stage=one.stage_label,
        kind=one.procedure_label,
        promise=_promise(one.promise),
        online=one.online and one.takes_cases,
        elsewhere=not one.takes_cases,
        unfinished=not one.written_out,
    )


def _promise(words: str) -> str:
    if not words:
        return ""
    return "当场办结" if words == "当场" else f"承诺{words}"
