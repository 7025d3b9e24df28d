"""One case at the window: its materials judged, and exactly the lawful answers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.audit.actors import Actor
from bureau.cases.operations import applicant, counter
from bureau.cases.queries.pages import CasePage
from bureau.cases.queries.preview import letter_preview
from bureau.cases.queries.status import code_of
from bureau.cases.submission import HandedIn
from bureau.files import operations as files
from bureau.offices import queries as offices
from bureau.offices.words import Act
from bureau.people.models import CareNeed
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.clerk.answers import answers_for
from desks.clerk.judging import (
    CHOICES,
    JudgedRow,
    case_rows,
    counts_of,
    first_asked,
    judged_in,
    without_words,
)
from desks.clerk.opening import Opened, opened_case
from desks.clerk.roles import WINDOW
from desks.clerk.seat import call_of, line_rows, seat_of, waiting_words
from desks.clerk.views.home import KEYS
from desks.design import formats, pieces
from desks.design.access import StaffRequest, staff_page
from desks.design.clocks import clock_ruler, due_words
from desks.design.drafts import stored
from desks.design.messages import say
from desks.design.responses import page_or_part

CASE_KEYS = [
    *KEYS,
    ("↑ ↓", "上一件、下一件材料"),
    ("1 2 3", "已核验、缺、不合格"),
    ("F8", "一次性告知"),
    ("F9", "不需办 / 不归本局"),
    ("F10", "主按钮"),
    ("F7", "回到来的人"),
]


@require_safe
@staff_page(*WINDOW)
def case(request: StaffRequest, number: str) -> HttpResponse:
    """The case as it stands, and what may be done with it now."""
    now = clock.now()
    return _shown(request, opened_case(request, number, now), now)


def _may_decide(request: StaffRequest, page: CasePage, now: datetime) -> bool:
    """Whether who looks could decide this case; asked only where one might at once."""
    if not page.content.on_the_spot:
        return False
    entitled = offices.people_who_may(
        act=Act.DECIDE, office_key=page.holder_office, item_key=page.item_key, at=now
    )
    return any(one.account_id == request.user.pk for one in entitled)


def _shown(
    request: StaffRequest,
    opened: Opened,
    now: datetime,
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    page = opened.page
    seat = seat_of(request, now)
    # Refused, the page shows what was typed, not only what was kept.
    typed = request.POST if refusal else QueryDict()
    rows = case_rows(page.materials, typed)
    answers = answers_for(page, may_act=opened.may_act, may_decide=_may_decide(request, page, now))
    office = offices.office(page.office_key)
    written = request.GET.get("letter", "")
    context: dict[str, Any] = {
        "nav": "clerk",
        "page_keys": CASE_KEYS,
        "refusal": refusal,
        "call": call_of(seat, now=now),
        "current": seat.current,
        "line": line_rows(seat),
        "waiting": waiting_words(seat.line),
        "page": page,
        "by_reason": opened.by_reason,
        "state": page.now.state.label,
        "deemed": page.now.deemed_accepted,
        "due": due_words(page, now),
        "ruler": clock_ruler(page, now),
        "office": office.name if office else "",
        "channel": page.channel.label,
        "received": formats.stamp(page.received_at),
        "code": code_of(page.application_uid) if opened.may_act else "",
        "care": dict(CareNeed.Kind.choices).get(page.care_need, page.care_need),
        "answers": page.answers if opened.may_act else (),
        "rows": rows,
        "counts": counts_of(rows),
        "choices": CHOICES,
        "focus": first_asked(rows, undecided=True) if not refusal and not written else "",
        "first": _first(rows),
        "can": answers,
        "preview": letter_preview(page.number, at=now) if answers.judges else None,
        "events": _events(page),
        "letters": page.letters if opened.may_act else (),
        "written": next((one for one in page.letters if one.uid == written), None),
        "wanting": [row for row in rows if row.wanting],
        "supplement_due": formats.moment(page.supplement_due_at, today=now.date())
        if page.supplement_due_at
        else "",
        "number": page.number,
        "typed": typed,
        "turning_away": answers.turns_away and "reason" in typed,
    }
    status = 422 if refusal else 200
    return page_or_part(request, "clerk/case.html", "judged", context, status=status)


def _first(rows: Sequence[JudgedRow]) -> str:
    """Whose detail stands there first: what still has to be judged, else what is wanting."""
    wanting = next((row.key for row in rows if row.wanting), "")
    return first_asked(rows, undecided=True) or wanting or first_asked(rows)


def _events(page: CasePage) -> list[pieces.Event]:
    return [
        pieces.Event(
            title=act.label,
            state="done",
            when=formats.stamp(act.at),
            iso=act.at.isoformat(),
            words=" · ".join(part for part in (act.person, act.office, act.text) if part),
        )
        for act in page.acts
    ]


def _version(request: StaffRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


Verb = Callable[[int | None], object]


def _act(
    request: StaffRequest, number: str, verb: Verb, done: str, *, judges: bool = True
) -> HttpResponse:
    """What was judged on the page, then the act; refused, the page says why and keeps it."""
    now = clock.now()
    opened = opened_case(request, number, now, to_act=True)
    version = _version(request)
    try:
        if judges:
            _ensure_words(request, opened)
            _keep_judgements(request, opened, version, now)
        verb(version)
    except Refusal as refusal:
        return _shown(request, opened_case(request, number, now), now, refusal=refusal)
    last = opened_case(request, number, now).page.acts[-1]
    place = reverse("clerk:case", args=[number])
    if last.letter_uid:
        return redirect(f"{place}?letter={last.letter_uid}")
    say(request, done, good=True)
    return redirect(place)


def _ensure_words(request: StaffRequest, opened: Opened) -> None:
    """A fault says what is wrong, or it is not yet found."""
    rows = without_words(case_rows(opened.page.materials, request.POST))
    if rows:
        names = "、".join(row.name for row in rows)
        raise Refusal(
            f"判为不合格的，请写清哪里不合格、怎么改：{names}。", field=f"defect-{rows[0].key}"
        )


def _keep_judgements(
    request: StaffRequest, opened: Opened, version: int | None, now: datetime
) -> None:
    keys = [one.key for one in opened.page.materials if one.needs_judging]
    found = judged_in(request.POST, keys)
    if found:
        counter.judge_materials(opened.page.number, found, by=request.user, at=now, version=version)


@require_POST
@staff_page(*WINDOW)
def judge(request: StaffRequest, number: str) -> HttpResponse:
    """Keep what was judged so far; the preview follows. Also by each press of a digit."""
    now = clock.now()
    opened = opened_case(request, number, now, to_act=True)
    by_itself = request.headers.get("HX-Request") == "true"
    try:
        if not by_itself:
            _ensure_words(request, opened)
        _keep_judgements(request, opened, _version(request), now)
    except Refusal as refusal:
        return _shown(request, opened_case(request, number, now), now, refusal=refusal)
    if by_itself:
        return _shown(request, opened_case(request, number, now), now)
    return redirect("clerk:case", number)


@require_POST
@staff_page(*WINDOW)
def accept(request: StaffRequest, number: str) -> HttpResponse:
    """受理."""
    now = clock.now()
    return _act(
        request,
        number,
        lambda version: counter.accept(number, by=request.user, at=now, version=version),
        "已受理。打印受理通知书给来人。",
    )


@require_POST
@staff_page(*WINDOW)
def grant(request: StaffRequest, number: str) -> HttpResponse:
    """当场办结."""
    now = clock.now()
    return _act(
        request,
        number,
        lambda version: counter.grant_at_once(number, by=request.user, at=now, version=version),
        "当场办结。打印结果，请来人签收。",
    )


@require_POST
@staff_page(*WINDOW)
def notice(request: StaffRequest, number: str) -> HttpResponse:
    """一次性告知, or 退回并一次性告知 where the law returns it."""
    now = clock.now()
    opened = opened_case(request, number, now, to_act=True)
    back = answers_for(opened.page, may_act=True).notice_returns
    verb = counter.send_back if back else counter.ask_correction
    return _act(
        request,
        number,
        lambda version: verb(number, by=request.user, at=now, version=version),
        "已退回，要改的都写在告知书上。打印给来人。"
        if back
        else "要补的都写在一次性告知书上。打印给来人。",
    )


@require_POST
@staff_page(*WINDOW)
def turn_away(request: StaffRequest, number: str) -> HttpResponse:
    """不需要办理 (32(一)) or 不归本机关 (32(二)), which names who it is for."""
    now = clock.now()
    ground = request.POST.get("ground", "")
    reason = request.POST.get("reason", "")

    def verb(version: int | None) -> object:
        if ground == "not_needed":
            return counter.tell_not_needed(
                number, reason=reason, by=request.user, at=now, version=version
            )
        if ground == "not_ours":
            return counter.tell_not_ours(
                number,
                reason=reason,
                who_is=request.POST.get("who_is", ""),
                by=request.user,
                at=now,
                version=version,
            )
        raise Refusal(
            "请选是不需要办理，还是不归本机关。", basis="行政许可法第三十二条", field="ground"
        )

    return _act(request, number, verb, "已告知。打印告知书给来人。", judges=False)


@require_POST
@staff_page(*WINDOW)
def correct(request: StaffRequest, number: str) -> HttpResponse:
    """当场更正: what was mended at the counter."""
    now = clock.now()
    return _act(
        request,
        number,
        lambda version: counter.correct_on_the_spot(
            number, what=request.POST.get("what", ""), by=request.user, at=now, version=version
        ),
        "已记下当场更正。",
        judges=False,
    )


@require_POST
@staff_page(*WINDOW)
def supplement(request: StaffRequest, number: str) -> HttpResponse:
    """补交 at the window: on paper or photographed, for what the notice asked for."""
    now = clock.now()
    by = offices.actor_for(request.user, now)
    opened = opened_case(request, number, now, to_act=True)

    def verb(version: int | None) -> object:
        handed_in = {
            one.key: given
            for one in opened.page.materials
            if (given := _handed_in(request, number, one.key, by=by, now=now)) is not None
        }
        return applicant.supplement(number, handed_in, by=request.user, actor=by, at=now)

    return _act(request, number, verb, "补交的材料已经收下。打印收件凭证。", judges=False)


def _handed_in(
    request: StaffRequest, number: str, key: str, *, by: Actor, now: datetime
) -> HandedIn | None:
    uids = [
        str(
            files.keep(
                sent,
                sent.name or "文件",
                owner=str(request.user.pk),
                purpose=f"case:{number}:{key}",
                declared_size=sent.size,
                by=by,
                at=now,
            ).uid
        )
        for sent in request.FILES.getlist(f"file-{key}")
    ]
    if uids:
        return HandedIn(files=stored(uids))
    copies = request.POST.get(f"paper-{key}", "")
    return HandedIn(copies=int(copies)) if copies in set("123456789") else None


@require_POST
@staff_page(*WINDOW)
def withdraw(request: StaffRequest, number: str) -> HttpResponse:
    """撤回, asked for at the window."""
    now = clock.now()
    by = offices.actor_for(request.user, now)
    return _act(
        request,
        number,
        lambda version: applicant.withdraw(number, by=request.user, actor=by, at=now),
        "已撤回。打印确认书给来人。",
        judges=False,
    )
