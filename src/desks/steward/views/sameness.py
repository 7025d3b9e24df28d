"""事项N统一: lists kept elsewhere against ours, from the matrix down to one cell."""

import io
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.catalogue.sameness import operations
from bureau.catalogue.sameness import queries as sameness
from bureau.catalogue.sameness.queries import ListOutcome, Matrix
from bureau.catalogue.sameness.rules import LABELS, Element, Judged, Verdict, departures, plain
from bureau.catalogue.sameness.writing import fraction, write_matrix
from bureau.files.kinds import KINDS
from bureau.files.names import disposition
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.tasks.queries import tasks_about
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import or_404, refusal_response

ROLES = (Role.ITEM_KEEPER, Role.PUBLISHER, Role.HEAD, Role.SUPERVISOR)
KEEPERS = (Role.ITEM_KEEPER,)
ACROSS = 15
"""Units side by side on one page."""
USUAL_DAYS = 10


@dataclass(frozen=True, slots=True)
class CellShown:
    """One cell of the matrix: where it leads, what it says."""

    uid: str
    text: str
    kind: str


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*ROLES)
def home(request: StaffRequest) -> HttpResponse:
    """The matrix; handing in a list."""
    if request.method != "POST":
        return render(request, "steward/sameness.html", _matrix_page(request))
    or_404(request.duties.has(*KEEPERS) or None)
    now = clock.now()
    sent = request.FILES.get("file")
    unit = request.POST.get("office") or request.POST.get("unit", "").strip()
    try:
        if not unit:
            raise Refusal("请选是哪个单位的清单，或者写明是谁的。", field="unit")
        if sent is None:
            raise Refusal("还没有选文件。请先选好 .xlsx 文件，再按“上传比对”。", field="file")
        by = offices.actor_for(request.user, now)
        kept = operations.keep_list(
            sent, sent.name or "清单.xlsx", size=sent.size or 0, by=by, at=now
        )
        made = operations.import_kept(kept, unit=unit, by=by, at=now)
    except Refusal as refusal:
        context = _matrix_page(request)
        return refusal_response(request, "steward/sameness.html", "", context, refusal)
    return redirect("steward:foreign_list", made.uid)


def _matrix_page(request: StaffRequest) -> dict[str, object]:
    day = clock.today()
    every = [str(one.uid) for one in sameness.current_lists()]
    pages = max(1, -(-len(every) // ACROSS))
    asked = request.GET.get("page", "1")
    page = min(max(int(asked) if asked.isdecimal() and len(asked) < 6 else 1, 1), pages)
    seen = sameness.matrix(on=day, only=every[(page - 1) * ACROSS : page * ACROSS])
    whole = "all" in request.GET
    keeps = request.duties.has(*KEEPERS)
    return {
        "nav": "steward",
        "keeps": keeps,
        "seen": seen,
        "rate": _rate(seen.same, seen.compared),
        "rows": _rows(seen, whole=whole),
        "totals": [
            (one.facts.uid, one.facts.name, _rate(one.outcome.same, one.outcome.compared), one)
            for one in seen.lists
        ],
        "whole": whole,
        "page": page,
        "pages": range(1, pages + 1) if pages > 1 else (),
        "elements": [(str(one), LABELS[one], one in seen.elements) for one in Element],
        "offices": [(one.key, one.name) for one in offices.offices(day=day)] if keeps else (),
    }


def _rate(same: int, compared: int) -> str:
    if not compared:
        return "没有可比的"
    return f"{fraction(same, compared)}，{formats.percent(same, compared, places=2)}"


def _rows(seen: Matrix, *, whole: bool) -> list[tuple[str, str, list[CellShown]]]:
    missing = [frozenset(one.outcome.missing) for one in seen.lists]
    made = []
    for item, name in seen.items:
        cells = [
            _cell(one, item, item in gone) for one, gone in zip(seen.lists, missing, strict=True)
        ]
        if whole or any(cell.kind in {"bad", "warn"} for cell in cells):
            made.append((item, name, cells))
    return made


def _cell(one: ListOutcome, item: str, gone: bool) -> CellShown:
    judged = one.outcome.cells.get(item)
    if judged is None:
        return CellShown("", "缺" if gone else "", "warn" if gone else "")
    wrong = departures(judged)
    words = f"{wrong[0].label}等{len(wrong)}处" if len(wrong) > 1 else ""
    text = words or (wrong[0].label if wrong else "一致")
    return CellShown(one.facts.uid, text, "bad" if wrong else "ok")


@require_safe
@staff_page(*ROLES)
def export(request: StaffRequest) -> HttpResponse:
    """The whole matrix as a workbook."""
    day = clock.today()
    made = io.BytesIO()
    write_matrix(sameness.matrix(on=day), sameness.trend(), made)
    answer = HttpResponse(made.getvalue(), content_type=KINDS["xlsx"].mime)
    answer["Content-Disposition"] = disposition(f"事项N统一 {day.isoformat()}.xlsx", inline=False)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@staff_page(*KEEPERS)
def choose(request: StaffRequest) -> HttpResponse:
    """What N means from now on."""
    now = clock.now()
    try:
        made = operations.choose_elements(
            request.POST.getlist("element"), by=offices.actor_for(request.user, now), at=now
        )
        say(request, f"从现在起比{len(made.elements)}项，公式版本是{made.version}。")
    except Refusal as refusal:
        say(request, str(refusal))
    return redirect("steward:sameness")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*ROLES)
def foreign_list(request: StaffRequest, uid: str) -> HttpResponse:
    """One list: its rate and trend, what is missing, what is nobody's, what waits for a person."""
    source = or_404(sameness.find_list(str(uid)))
    now = clock.now()
    refused: Refusal | None = None
    if request.method == "POST":
        or_404(request.duties.has(*KEEPERS) or None)
        try:
            count = operations.confirm_rows(
                source,
                request.POST.getlist("row"),
                by=offices.actor_for(request.user, now),
                at=now,
            )
            say(request, f"确认了{count}行。")
            return redirect("steward:foreign_list", uid)
        except Refusal as refusal:
            refused = refusal
    found = sameness.outcome_of(source, on=now.date())
    names = dict(sameness.matrix(on=now.date(), only=()).items)
    out = found.outcome
    context = {
        "nav": "steward",
        "keeps": request.duties.has(*KEEPERS),
        "list": found.facts,
        "when": formats.moment(found.facts.imported_at),
        "counts": [
            ("一致", str(out.same), "项要素"),
            ("比对", str(out.compared), "项要素"),
            ("缺项", str(len(out.missing)), "个事项"),
            ("孤项", str(len(out.orphans)), "个事项"),
        ],
        "rate": _rate(out.same, out.compared),
        "differing": [
            (item, names.get(item, item), [one.label for one in departures(out.cells[item])])
            for item in out.differing
        ],
        "proposed": [(row, name, names.get(item, item)) for row, name, item in found.proposed],
        "missing": [names.get(item, item) for item in out.missing],
        "orphans": out.orphans,
        "trend": [
            (formats.moment(one.at), one.formula, _rate(one.same, one.compared), one)
            for one in sameness.trend(unit=found.facts.unit)
        ],
    }
    if refused:
        return refusal_response(request, "steward/foreign_list.html", "", context, refused)
    return render(request, "steward/foreign_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*ROLES)
def cell(request: StaffRequest, uid: str, item: str) -> HttpResponse:
    """Both texts of one item with the difference marked; asking the unit to mend it."""
    source = or_404(sameness.find_list(str(uid)))
    now = clock.now()
    refused: Refusal | None = None
    if request.method == "POST":
        or_404(request.duties.has(*KEEPERS) or None)
        try:
            operations.ask_for_correction(
                source,
                item,
                due_on=_day(request.POST.get("due_on", "")),
                by=offices.actor_for(request.user, now),
                at=now,
            )
            say(request, f"更正单已交给{source.name}。")
            return redirect("steward:cell", uid, item)
        except Refusal as refusal:
            refused = refusal
    found = sameness.outcome_of(source, on=now.date())
    judged = or_404(found.outcome.cells.get(item))
    names = dict(sameness.matrix(on=now.date(), only=()).items)
    context = {
        "nav": "steward",
        "keeps": request.duties.has(*KEEPERS),
        "list": found.facts,
        "item": item,
        "name": names.get(item, item),
        "rows": [_shown(one) for one in judged if one.verdict is not Verdict.SILENT],
        "silent": [one.label for one in judged if one.verdict is Verdict.SILENT],
        "wrong": len(departures(judged)),
        "due_on": (now.date() + timedelta(days=USUAL_DAYS)).isoformat(),
        "tasks": [
            (one.subject, formats.moment(one.due_at), one.done_at is not None)
            for one in tasks_about("foreign_item", f"{source.unit}/{item}"[:80])
        ],
    }
    if refused:
        return refusal_response(request, "steward/cell.html", "", context, refused)
    return render(request, "steward/cell.html", context)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal("请选更正的最后一天。", field="due_on") from error


VERDICTS = {
    Verdict.SAME: ("ok", "一致"),
    Verdict.DIFFERENT: ("bad", "不一致"),
    Verdict.EXTRA: ("bad", "多出"),
}


def _shown(one: Judged) -> dict[str, object]:
    """Both texts line by line; a line the other has not is marked."""
    sides = {plain(line) for line in one.ours}, {plain(line) for line in one.theirs}
    wrong = one.verdict is not Verdict.SAME
    kind, word = VERDICTS[one.verdict]
    return {
        "label": one.label,
        "kind": kind,
        "word": word,
        "ours": [(line, wrong and plain(line) not in sides[1]) for line in one.ours],
        "theirs": [(line, wrong and plain(line) not in sides[0]) for line in one.theirs],
        "notes": one.notes,
    }
