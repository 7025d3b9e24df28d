"""Verify a letter or a licence by its code: a public page behind the QR."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.notices.queries import find_letter, find_letter_by_token
from bureau.notices.rules import token_as_kept
from bureau.offices import queries as offices
from bureau.registry.queries import (
    LicenceFacts,
    NoteFacts,
    licence_by_token,
    notes_on,
    versions_of,
)
from bureau.registry.words import LicenceState
from bureau.workdays import clock
from desks.design import formats

LONGEST_CODE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str = "") -> HttpResponse:
    if request.method == "POST":
        # What no code holds would not make an address.
        typed = "".join(request.POST.get("code", "").split()).replace("/", "")[:LONGEST_CODE]
        return redirect("public:verify_code", typed) if typed else redirect("public:verify")
    licence = licence_by_token(token) or _licence_on_paper(token)
    letter = find_letter_by_token(token) if token and licence is None else None
    today = clock.day_of(clock.now())
    context = {
        "nav": "verify",
        "token": token,
        "licence": _licence_lines(licence, on=today) if licence else None,
        "licence_valid": licence.is_valid_on(today) if licence else False,
        "superseded": licence.state_label if licence and licence.is_superseded else "",
        "letter": letter,
        "letter_written": formats.stamp(letter.written_at) if letter else "",
        "unknown": bool(token) and licence is None and letter is None,
    }
    return render(request, "public/verify.html", context, status=404 if context["unknown"] else 200)


def _licence_on_paper(code: str) -> LicenceFacts | None:
    """The licence whose paper carries this code: the register says how it stands today."""
    paper = find_letter(token_as_kept(code)) if code else None
    return licence_by_token(paper.object_id) if paper and paper.kind == "licence" else None


def _licence_lines(licence: LicenceFacts, *, on: date) -> list[tuple[str, str]]:
    authority = offices.authority(licence.authority_code)
    lines = [
        ("证照名称", licence.kind),
        ("编号", licence.number),
        ("持有人", licence.holder_name),
        ("地点", licence.place),
        ("范围", licence.scope),
        ("发证机关", authority.name if authority else ""),
        ("发证日期", formats.iso_day(licence.issued_on)),
        ("有效期至", _until(licence)),
        ("状态", licence.state_label),
    ]
    if licence.ended_on:
        lines.append((f"{licence.state_label}日期", formats.iso_day(licence.ended_on)))
    if licence.is_superseded:
        newest = versions_of(licence)[-1]
        issued = formats.iso_day(newest.issued_on)
        lines.append(("现在的证", f"{issued} 核发，有效期至{_until(newest)}，{newest.state_label}"))
    if licence.state != LicenceState.ENDED:
        lines += [(one.label, _noted(one)) for one in notes_on(licence, on=on)]
    return [(label, value) for label, value in lines if value]


def _until(licence: LicenceFacts) -> str:
    if licence.valid_to:
        return formats.iso_day(licence.valid_to)
    return "长期" if licence.term_is_known else "以原证记载为准"


def _noted(note: NoteFacts) -> str:
    return (
        f"{formats.iso_day(note.valid_from)} 至 {formats.iso_day(note.valid_to)}，已备案；"
        "提前恢复经营的，看国家企业信用信息公示系统"
    )
