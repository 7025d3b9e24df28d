"""One case: the material beside its review points, the clock and why, what can be done."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from bureau.cases.queries.pages import CasePage
from bureau.cases.queries.review import ReviewOffers, UnderReview
from bureau.cases.states import State
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Procedure
from bureau.files import queries as files
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats, pieces
from desks.design.access import StaffRequest
from desks.design.clocks import clock_ruler
from desks.design.responses import page_or_part
from desks.reviewer import lines
from desks.reviewer.access import own_case, reviewers

KEYS = (
    ("J K", "上一条、下一条要点"),
    ("P", "通过"),
    ("F", "不通过，接着写哪里不符合，回车记下"),
    ("A", "不适用"),
    ("N", "写批注"),
    ("Ctrl Enter", "建议准予；决定时是准予"),
)
GRANTING = {
    Procedure.LICENCE: ("准予许可", "不予许可"),
    Procedure.REGISTRATION: ("准予登记", "不予登记"),
    Procedure.FILING: ("完成备案", ""),
    Procedure.PUBLIC_SERVICE: ("准予办结", ""),
}


@require_safe
@reviewers
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The case; ``m`` names the material in the viewer, ``f`` one of its files."""
    now = clock.now()
    return case_response(request, own_case(request, number, at=now), now)


def case_response(
    request: StaffRequest,
    found: UnderReview,
    now: datetime,
    *,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page, or its viewer for htmx; with a refusal and what was typed."""
    context = {
        **frame_of(found, now),
        **bar_of(found, now),
        **viewer_of(request, found.page),
        **around(found, now),
        "refusal": refusal,
        "typed": typed or {},
    }
    response = page_or_part(
        request, "reviewer/case.html", "viewer", context, status=422 if refusal else 200
    )
    response["Cache-Control"] = "private, no-store"
    return response


def frame_of(found: UnderReview, now: datetime) -> dict[str, object]:
    """Head and review points."""
    page, offers = found.page, found.offers
    rows = points_of(page, now)
    return {
        "nav": "reviewer",
        "page_keys": KEYS,
        "page": page,
        "offers": offers,
        "points": rows,
        "counts": lines.counts_of(rows),
        "may_find": may_find(offers),
        "who": _who(offers),
        "owed": [m.name for m in page.materials if m.is_wanting],
        "state": page.now.state.label,
    }


def points_of(page: CasePage, now: datetime) -> list[lines.PointRow]:
    """The review points with their findings and the words they rest on."""
    bases = [line.point.basis for line in page.points if line.point.basis is not None]
    texts = dict(
        zip(bases, catalogue.legal_texts_for(bases, on=formats.local(now).date()), strict=True)
    )
    return lines.point_rows(page, texts)


def may_find(offers: ReviewOffers) -> bool:
    """Findings are written while the case is examined, by whoever may examine it."""
    return offers.step == "examine" and offers.may


def _who(offers: ReviewOffers) -> str:
    words = []
    if offers.accepted_by:
        words.append(f"受理 {offers.accepted_by}")
    if offers.proposed_by and offers.step != "examine":
        words.append(f"审查 {offers.proposed_by}")
    return " · ".join(words)


def bar_of(found: UnderReview, now: datetime) -> dict[str, object]:
    """The bar at the bottom: when it is due and what can be done now."""
    page, offers = found.page, found.offers
    standing = page.now
    today = formats.local(now).date()
    yes, no = GRANTING.get(page.procedure, ("准予", "不予"))
    return {
        "due": formats.moment(standing.due_at, today=today) if standing.due_at else "",
        "provisional": standing.provisional,
        "light": standing.colour or "",
        "light_words": standing.colour.label if standing.colour else "",
        "ruler": clock_ruler(page, now),
        "yes": yes,
        "no": no if "refuse" in _possible(page) else "",
        "proposal": {"grant": f"建议{yes}", "refuse": f"建议{no or '不予'}"}.get(page.proposal, ""),
        "offers": offers,
        "page": page,
        "why_not": _why_not(page),
    }


def _why_not(page: CasePage) -> str:
    """Why there is nothing to examine or decide now."""
    if page.state in (State.RECEIVED, State.AWAITING_CORRECTION):
        return "还没有受理，由窗口先答复申请人。"
    return f"这一件{page.now.state.label}，不用再审。"


def _possible(page: CasePage) -> tuple[str, ...]:
    """Whether this procedure knows a refusal on the merits at all."""
    return () if page.procedure in (Procedure.FILING, Procedure.PUBLIC_SERVICE) else ("refuse",)


def viewer_of(request: StaffRequest, page: CasePage) -> dict[str, object]:
    """What lies open on the left: one material and one of its files, or the form."""
    uploads = {
        one.uid: one
        for one in files.find_uploads([f.upload for m in page.materials for f in m.files])
    }
    rows = lines.material_rows(page.materials, uploads)
    asked = request.GET.get("m", "")
    first = next((row.key for row in rows if row.files), lines.FORM)
    wanted = asked if asked in {lines.FORM, *(row.key for row in rows)} else first
    shown = next((row for row in rows if row.key == wanted), None)
    file = None
    if shown is not None and shown.files:
        file = next((f for f in shown.files if f.uid == request.GET.get("f")), shown.files[0])
    return {
        "materials": rows,
        "shown": shown,
        "shown_key": wanted,
        "file": file,
        "sections": lines.sections(page.answers),
        "situation": page.situation,
        "form_key": lines.FORM,
    }


def around(found: UnderReview, now: datetime) -> dict[str, object]:
    """Facts, clock, course and letters."""
    page = found.page
    return {
        "facts": _facts(page),
        "limits": _limits(page),
        "days": _days(page),
        "events": [
            pieces.Event(
                title=act.label,
                state="done",
                when=formats.stamp(act.at),
                iso=act.at.isoformat(),
                words=" · ".join(
                    part for part in (act.office, act.person, act.text, act.basis) if part
                ),
            )
            for act in page.acts
        ],
        "letters": [(one.uid, one.title, one.number) for one in page.letters],
        "licences": [(one.kind, one.number) for one in page.licences],
    }


def _facts(page: CasePage) -> list[tuple[str, str]]:
    facts = [
        ("申请人", page.party_name),
        ("代办人", page.agent_name),
        ("怎么来的", f"{page.channel.label}{'（本人网上填写）' if page.online else ''}"),
        ("收件", formats.stamp(page.received_at)),
        ("受理", formats.stamp(page.now.accepted_at) if page.now.accepted_at else ""),
        (
            "视为受理",
            "五个工作日内没有告知，依法从收件之日起受理" if page.now.deemed_accepted else "",
        ),
        ("需要的帮助", page.care_need),
        ("当场更正", "材料在窗口当场改好" if page.corrected_on_the_spot else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _limits(page: CasePage) -> list[tuple[str, str]]:
    if page.dues is None:
        return []
    both = (("承诺时限", page.dues.promise), ("法定时限", page.dues.statutory))
    return [
        (name, f"{formats.full_day(due.due)} {formats.hour(due.due)}")
        for name, due in both
        if due is not None
    ]


def _days(page: CasePage) -> list[tuple[str, bool, str]]:
    """The nearer limit, day by day, in words."""
    limit = (page.dues.promise or page.dues.statutory) if page.dues else None
    if limit is None:
        return []
    return [(formats.day(day.date), day.counts, day.why) for day in limit.days]
