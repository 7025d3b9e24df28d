"""The catalogue as an Excel workbook: out, and in by looking first and confirming then."""

import io

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.catalogue.exchange import operations as exchange
from bureau.catalogue.exchange import progress
from bureau.catalogue.exchange.cells import BadCell
from bureau.catalogue.exchange.operations import Preview
from bureau.catalogue.exchange.queries import whole_book
from bureau.catalogue.exchange.writing import write_book
from bureau.files.kinds import KINDS
from bureau.files.names import disposition
from bureau.files.queries import UploadFacts, uploads_for
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import or_404, page_or_part, refusal_response

ROLES = (Role.ITEM_KEEPER, Role.PUBLISHER, Role.HEAD, Role.SUPERVISOR)
KEEPERS = (Role.ITEM_KEEPER,)
SHOWN = 300
"""Changes and errors beyond this many are counted, not listed."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*ROLES)
def home(request: StaffRequest) -> HttpResponse:
    """Take a workbook out, hand one in."""
    context = {
        "nav": "steward",
        "keeps": request.duties.has(*KEEPERS),
        "earlier": [
            (one.uid, one.name, formats.moment(one.created_at))
            for one in reversed(uploads_for(exchange.PURPOSE, owner=str(request.user.pk))[-5:])
        ],
    }
    if request.method != "POST":
        return render(request, "steward/exchange.html", context)
    or_404(True if context["keeps"] else None)
    now = clock.now()
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise Refusal(
                "还没有选文件。请先选好 .xlsx 文件，再按“上传，看会改什么”。", field="file"
            )
        uid = exchange.keep_workbook(
            sent,
            sent.name or "清单.xlsx",
            size=sent.size or 0,
            by=offices.actor_for(request.user, now),
            at=now,
        )
    except Refusal as refusal:
        return refusal_response(request, "steward/exchange.html", "", context, refusal)
    return redirect("steward:workbook", uid)


@require_safe
@staff_page(*ROLES)
def export(request: StaffRequest) -> HttpResponse:
    """Everything as a workbook: what is in force today, or with ``all`` every edition."""
    day = clock.today()
    made = io.BytesIO()
    try:
        write_book(whole_book(on=day, every_edition="all" in request.GET), made)
    except BadCell as error:
        say(request, str(error))
        return redirect("steward:exchange")
    answer = HttpResponse(made.getvalue(), content_type=KINDS["xlsx"].mime)
    answer["Content-Disposition"] = disposition(f"事项清单 {day.isoformat()}.xlsx", inline=False)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*KEEPERS)
def workbook(request: StaffRequest, uid: str) -> HttpResponse:
    """What a workbook would change, element by element; confirmed, it is taken in."""
    now = clock.now()
    upload = or_404(exchange.kept_workbook(str(uid), owner=str(request.user.pk)))
    if request.method == "POST":
        try:
            done = exchange.import_kept(
                upload,
                by=offices.actor_for(request.user, now),
                at=now,
                looked_at=request.POST.get("looked_at", "") or "-",
                tell=progress.teller(upload.uid),
            )
        except Refusal as refusal:
            return refusal_response(
                request,
                "steward/workbook.html",
                "",
                _context(upload, exchange.preview_kept(upload, at=now)),
                refusal,
            )
        finally:
            progress.forget(upload.uid)
        if not done.errors:
            said = f"已导入：新增{len(done.added)}个版本，改动{len(done.changed)}个。"
            say(request, f"{said}新的和改动的版本是草稿，发布以后才执行。")
            return redirect("steward:exchange")
        return render(request, "steward/workbook.html", _context(upload, done), status=422)
    if request.method == "HEAD" or "read" not in request.GET:
        return render(request, "steward/workbook.html", {"nav": "steward", "upload": upload})
    try:
        seen = exchange.preview_kept(upload, at=now, tell=progress.teller(upload.uid))
    except Refusal as refusal:
        context = {"nav": "steward", "upload": upload, "read": True}
        return refusal_response(request, "steward/workbook.html", "seen", context, refusal)
    finally:
        progress.forget(upload.uid)
    return page_or_part(request, "steward/workbook.html", "seen", _context(upload, seen))


def _context(upload: UploadFacts, seen: Preview) -> dict[str, object]:
    changed = [one for one in seen.editions if not one.is_new_item]
    count = sum(len(one.differences) for one in changed)
    listed = []
    room = SHOWN
    for one in changed:
        if room > 0:
            listed.append((one, one.differences[:room]))
            room -= len(one.differences)
    return {
        "nav": "steward",
        "upload": upload,
        "read": True,
        "seen": seen,
        "counts": [
            ("新增版本", str(len(seen.added)), "个"),
            ("改动草稿", str(len(seen.changed)), "个"),
            ("没有变化", str(len(seen.unchanged)), "个"),
            ("改动要素", str(count), "处"),
        ],
        "new_items": [one for one in seen.editions if one.is_new_item][:SHOWN],
        "listed": listed,
        "unlisted": max(0, count - SHOWN),
        "errors": seen.errors[:SHOWN],
        "unlisted_errors": max(0, len(seen.errors) - SHOWN),
        "law_lines": seen.law_lines[:SHOWN],
        "listing_lines": seen.listing_lines[:SHOWN],
    }


@require_safe
@staff_page(*KEEPERS)
def reading(request: StaffRequest, uid: str) -> HttpResponse:
    """How far the reading of a workbook is."""
    upload = or_404(exchange.kept_workbook(str(uid), owner=str(request.user.pk)))
    context = {"upload": upload, "progress": progress.read(upload.uid)}
    return render(request, "steward/workbook.html#progress", context)
