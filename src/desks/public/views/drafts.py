"""Fill in, hand in, check, submit: the draft of one application, page by page.

Each page is kept as it is typed; leaving it checks it. What a page does not show it does
not change, so two devices can be at two pages.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bureau.cases.operations import drafts
from bureau.cases.operations.drafts import DraftChanged
from bureau.cases.queries.pages import shown
from bureau.catalogue import queries as catalogue
from bureau.offices import queries as offices
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import PersonRequest
from desks.design.contacts import DELIVERIES, WISHES
from desks.design.drafts import OpenDraft, open_draft
from desks.design.messages import say
from desks.design.responses import draft_saved, or_404
from desks.design.situations import asked
from desks.public.guards import own_page
from desks.public.materials import ACCEPT, draft_rows, limit_words
from desks.public.prefill import known_of
from desks.public.submitting import submit_draft
from desks.public.unsaved import keeps_typed, take_typed
from desks.public.wizard import Page, address, material_words, neighbours, owner_of, way

Shown = Callable[[OpenDraft, bool], dict[str, Any]]


def opened(request: PersonRequest, uid: str) -> OpenDraft:
    return or_404(open_draft(uid, viewer=request.user, on=clock.now().date()))


def frame(draft: OpenDraft, page: Page) -> dict[str, Any]:
    """What every page of a draft shows: for whom, where, how far, what changed."""
    office = offices.office(draft.office)
    return {
        "nav": "guides",
        "draft": draft,
        "item": draft.item,
        "title": draft.content.name,
        "party": draft.party_name,
        "office": office.name if office else "",
        "phone": office.phone if office else "",
        "changes": changes(draft),
        "way": way(draft, page),
        "save_url": f"{reverse('public:draft_save', args=[draft.uid])}?page={page}",
    }


def _typing_page(
    request: PersonRequest, uid: str, page: Page, template: str, context_of: Shown
) -> HttpResponse:
    """One page with fields: shown, kept, and checked before it lets go on."""
    draft = opened(request, uid)
    if draft.submitted_number:
        return redirect("public:case", draft.submitted_number)
    if request.method == "POST":
        return _typed(request, draft, page, template, context_of)
    found = take_typed(request)
    if found is not None:
        draft = _restored(request, draft, found, page)
    return render(request, template, {**frame(draft, page), **context_of(draft, False)})


def _typed(
    request: PersonRequest, draft: OpenDraft, page: Page, template: str, context_of: Shown
) -> HttpResponse:
    refusal: Refusal | None = None
    draft = draft.with_part(request.POST, owns=owner_of(page))
    try:
        drafts.save_draft(
            draft.uid,
            draft.kept(),
            by=request.user,
            at=clock.now(),
            version=_version(request.POST),
        )
        draft = opened(request, draft.uid)
    except DraftChanged:
        # Nothing was overwritten and nothing typed is lost: pressing again is a decision.
        current = opened(request, draft.uid)
        draft = current.with_part(request.POST, owns=owner_of(page))
        refusal = Refusal(
            "您在别的地方改过这份草稿。下面是您刚才在这里填的；再按一次，就以这里的为准。"
        )
    except Refusal as said:
        refusal = said
    go = request.POST.get("go", "next")
    context = context_of(draft, go == "next")
    if refusal is None and not (go == "next" and context.get("errors")):
        before, after = neighbours(draft, page)
        where = {"next": after, "back": before}.get(go) or address(draft, page)
        return redirect(where)
    context = {**frame(draft, page), **context, "refusal": refusal}
    return render(request, template, context, status=422)


def _version(data: QueryDict) -> int | None:
    typed = data.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _restored(request: PersonRequest, draft: OpenDraft, found: QueryDict, page: Page) -> OpenDraft:
    draft = draft.with_part(found, owns=owner_of(page))
    drafts.save_draft(draft.uid, draft.kept(), by=request.user, at=clock.now())
    say(request, "登录过期前您填的已经找回，也存好了。", good=True)
    return opened(request, draft.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@own_page
def situation(request: PersonRequest, uid: str) -> HttpResponse:
    """Which case one's own is: decides the fields and the materials."""
    return _typing_page(
        request, uid, Page.SITUATION, "public/draft_situation.html", _situation_context
    )


def _situation_context(draft: OpenDraft, checked: bool) -> dict[str, Any]:
    questions = asked(draft.content, draft.data)
    open_ones = [one for one in questions if not one.chosen]
    errors = [
        {"target": f"{one.name}-{one.choices[0][0]}", "label": one.text, "text": "请选一个。"}
        for one in open_ones
    ]
    return {"questions": questions, "errors": errors if checked else []}


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@own_page
def form(request: PersonRequest, uid: str) -> HttpResponse:
    """The form of the edition; what we hold already is filled in and says where it is from."""
    return _typing_page(request, uid, Page.FORM, "public/draft_form.html", _form_context)


def _form_context(draft: OpenDraft, checked: bool) -> dict[str, Any]:
    known = known_of(draft, on=clock.now().date())
    typed_before = any(owner_of(Page.FORM)(name) for name in draft.posted)
    if checked:
        filled = draft.typed
    else:
        before = {key: one.value for key, one in known.items()} if not typed_before else {}
        filled = draft.form_class(initial={**before, **draft.typed.draft})
    sections = [
        {
            "key": section.key,
            "title": section.title,
            "note": section.note,
            "fields": [
                (
                    bound,
                    known[bound.name].source if _is_known(bound.value(), bound.name, known) else "",
                )
                for bound in section.fields
            ],
        }
        for section in filled.grouped(draft.sections)
    ]
    return {"sections": sections, "errors": filled.error_lines if checked else []}


def _is_known(value: object, name: str, known: dict[str, Any]) -> bool:
    return name in known and value == known[name].value


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def materials(request: PersonRequest, uid: str) -> HttpResponse:
    """Every material; each file is kept as soon as it is chosen, so going on is a link."""
    draft = opened(request, uid)
    if draft.submitted_number:
        return redirect("public:case", draft.submitted_number)
    if request.method == "POST":
        return redirect(neighbours(draft, Page.MATERIALS)[1])
    return materials_page(request, draft)


def materials_page(
    request: PersonRequest,
    draft: OpenDraft,
    *,
    rows: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = draft_rows(draft) if rows is None else rows
    context = {
        **frame(draft, Page.MATERIALS),
        "materials": rows,
        "count": material_words(rows)[1],
        "accept": ACCEPT,
        "limit_words": limit_words(),
        "errors": [
            {"target": f"material-{row.key}", "label": row.name, "text": error}
            for row in rows
            for error in row.errors
        ],
    }
    return render(request, "public/draft_materials.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@own_page
def contact(request: PersonRequest, uid: str) -> HttpResponse:
    """Whom to tell, and how the result is handed over; nothing here requires a phone."""
    return _typing_page(request, uid, Page.CONTACT, "public/draft_contact.html", _contact_context)


def _contact_context(draft: OpenDraft, checked: bool) -> dict[str, Any]:
    told = {name: draft.data.get(name, "") for name in draft.contact.fields}
    errors = draft.contact.error_lines if checked else []
    return {
        "told": told,
        "wishes": WISHES,
        "deliveries": DELIVERIES,
        "errors": errors,
        "wrong": {one.target: one.text for one in errors},
    }


def changes(draft: OpenDraft) -> list[str]:
    """What a newer edition changes for somebody half-way through; nothing when none came."""
    if draft.began_under == draft.edition_id:
        return []
    before, after = catalogue.edition_content(draft.began_under), draft.content
    old = {material.key: material.name for material in before.materials}
    new = {material.key: material.name for material in after.materials}
    lines = [f"新增材料：{name}" for key, name in new.items() if key not in old]
    lines += [f"不再需要：{name}" for key, name in old.items() if key not in new]
    fields_before = {field.key: field.label for field in _fields(before)}
    fields_after = {field.key: field.label for field in _fields(after)}
    lines += [f"要多填：{name}" for key, name in fields_after.items() if key not in fields_before]
    lines += [f"不用再填：{name}" for key, name in fields_before.items() if key not in fields_after]
    if before.promised_limit != after.promised_limit:
        lines.append("承诺办结时限有变化，以新的为准")
    return lines or ["说明文字有改动，您要填的和要交的没有变"]


def _fields(content: Any) -> list[Any]:
    form = content.application_form()
    return [field for section in form.sections for field in section.fields] if form else []


@require_POST
@own_page
def save(request: PersonRequest, uid: str) -> HttpResponse:
    """Autosave of one page: answers with when it was kept; 409 when it was submitted,
    deleted, or changed on another device since this page was opened."""
    asked_for = request.GET.get("page", "")
    page = Page(asked_for) if asked_for in set(Page) else Page.FORM
    draft = opened(request, uid).with_part(request.POST, owns=owner_of(page))
    now = clock.now()
    try:
        kept = drafts.save_draft(
            uid, draft.kept(), by=request.user, at=now, version=_version(request.POST)
        )
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    answer = draft_saved(now)
    answer["X-Draft-Version"] = str(kept.version)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def check(request: PersonRequest, uid: str) -> HttpResponse:
    """Everything once more, what is still missing, and the one button that submits."""
    draft = opened(request, uid)
    if draft.submitted_number:
        return redirect("public:receipt", draft.submitted_number)
    filled, told = draft.typed, draft.contact
    valid = filled.is_valid() and told.is_valid()
    refusal: Refusal | None = None
    if request.method == "POST" and request.POST.get("edition") != str(draft.edition_id):
        refusal = Refusal("这个事项刚换了新版本。请看一遍下面的变化，再按一次“提交申请”。")
    elif request.method == "POST" and valid:
        try:
            mobile = "Mobile" in request.headers.get("User-Agent", "")
            number = submit_draft(draft, by=request.user, mobile=mobile, at=clock.now())
            return redirect("public:receipt", number)
        except Refusal as said:
            refusal = said
    rows = draft_rows(draft)
    context = {
        **frame(draft, Page.CHECK),
        "refusal": refusal,
        "errors": _check_errors(draft),
        "parts": _answer_parts(draft),
        "contact_lines": told.spoken(),
        "materials": rows,
        "missing": [row.name for row in rows if row.missing],
        "may_submit": valid,
    }
    status = 422 if refusal or (request.method == "POST" and not valid) else 200
    return render(request, "public/draft_check.html", context, status=status)


def _check_errors(draft: OpenDraft) -> list[dict[str, str]]:
    """Each error with the page where it is mended."""
    lines = []
    for page, found in (
        (Page.FORM, draft.typed.error_lines),
        (Page.CONTACT, draft.contact.error_lines),
    ):
        lines += [
            {"url": f"{address(draft, page)}#{one.target}", "text": f"{one.label}：{one.text}"}
            for one in found
        ]
    return lines


def _answer_parts(draft: OpenDraft) -> list[tuple[str, list[tuple[str, str]]]]:
    values = draft.typed.values
    parts = []
    for section in draft.sections:
        lines = [
            (field.label, shown(field, values[field.key]))
            for field in section.fields
            if field.key in values
        ]
        if lines:
            parts.append((section.title, lines))
    return parts


@require_POST
@own_page
def discard(request: PersonRequest, uid: str) -> HttpResponse:
    """Delete a draft that was never submitted."""
    opened(request, uid)
    drafts.discard_draft(uid, by=request.user, actor=request.user.as_actor(), at=clock.now())
    say(request, "草稿删掉了。", good=True)
    return redirect("public:mine")
