"""留痕: every line about one thing, and whether the record is whole."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.audit import queries as record
from bureau.audit import verification
from bureau.audit.actors import Actor
from bureau.audit.queries import Entry
from bureau.cases.numbers import normalise_number
from bureau.people.names import mask_name
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.supervisor import reach
from desks.supervisor.tabs import tabs

KINDS = ("case", "application", "task", "rating", "edition", "listing", "letter")
APPLICANT = Actor.applicant("", "").post


@require_safe
@staff_page(*reach.RECORD)
def audit(request: StaffRequest) -> HttpResponse:
    """The lines of a number; with ``?check=1`` the whole record is proved once."""
    asked = request.GET.get("number", "").strip()[:120]
    check = request.GET.get("check") == "1"
    root = next(iter(record.daily_roots(1)), None)
    context = {
        "nav": "supervisor",
        "tabs": tabs(request.duties, here="audit"),
        "asked": asked,
        "lines": [_line(entry) for entry in _entries(asked)] if asked else [],
        "verdict": _verdict() if check else None,
        "root": None
        if root is None
        else {
            "day": formats.iso_day(root.day),
            "closed": formats.stamp(root.closed_at),
            "lines": formats.number(root.lines),
            "hash": root.hash,
        },
    }
    return render(request, "supervisor/audit.html", context)


def _entries(asked: str) -> list[Entry]:
    """Lines of the thing itself and, for a case, of its application; who looked, too."""
    plain = normalise_number(asked)
    numbers = {asked, plain, plain.partition("/")[0]} - {""}
    found = [
        entry for kind in KINDS for entry in record.timeline(kind, sorted(numbers), with_looks=True)
    ]
    return sorted(found, key=lambda entry: (entry.happened_at, entry.chain, entry.seq))


def _line(entry: Entry) -> dict[str, Any]:
    """An applicant stays unnamed: the record is read for what was done, not for whom."""
    who = entry.who
    if entry.actor_post == APPLICANT:
        who = f"{APPLICANT} {mask_name(entry.actor_name)}"
    return {
        "at": formats.stamp(entry.happened_at),
        "recorded": formats.stamp(entry.recorded_at),
        "who": who or "—",
        "sentence": entry.sentence,
        "object": f"{entry.object_kind} {entry.object_id}",
        "facts": "；".join(f"{name}＝{value}" for name, value in sorted(entry.facts.items())),
        "place": f"{entry.chain}-{entry.seq}",
        "hash": entry.hash[:16],
        "source": entry.source,
    }


def _verdict() -> dict[str, Any]:
    verdict = verification.verify()
    bad = verdict.first_bad
    where = "" if bad is None or bad.chain is None else f"第 {bad.chain} 链第 {bad.seq} 条："
    return {
        "ok": verdict.ok,
        "lines": formats.number(verdict.lines),
        "chains": verdict.chains,
        "why": "" if bad is None else f"{where}{bad.why}",
    }
