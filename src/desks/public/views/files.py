"""Uploads of a draft: one by one, kept at once, shown only to who may see them."""

from collections.abc import Callable

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bureau.cases.operations import drafts
from bureau.cases.operations.drafts import DraftChanged
from bureau.files import operations as files_operations
from bureau.files import queries as files
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import PersonRequest
from desks.design.drafts import OpenDraft, purpose_of
from desks.design.responses import or_404
from desks.public.guards import own_page
from desks.public.materials import ACCEPT, draft_rows, limit_words, with_errors
from desks.public.views.drafts import materials_page, opened
from desks.public.wizard import Page, material_words, way

MOST_PER_MATERIAL = 20
TRIES = 5


@require_POST
@own_page
def upload(request: PersonRequest, uid: str, material: str) -> HttpResponse:
    """Keep the files of one material; each that cannot be kept says why, at its place."""
    draft = opened(request, uid)
    or_404(draft.content.material(material))
    if draft.submitted_number:
        return redirect("public:case", draft.submitted_number)
    room = MOST_PER_MATERIAL - len(draft.uploads.get(material, ()))
    kept: list[str] = []
    errors: list[str] = []
    for sent in request.FILES.getlist("file"):
        try:
            if len(kept) >= room:
                raise Refusal(f"一件材料最多 {MOST_PER_MATERIAL} 个文件，请合并后再传。")
            found = files_operations.keep(
                sent,
                sent.name or "文件",
                owner=str(request.user.pk),
                purpose=purpose_of(uid, material),
                for_party=str(draft.party_id or ""),
                declared_size=sent.size,
                by=request.user.as_actor(),
                at=clock.now(),
            )
            kept.append(str(found.uid))
        except Refusal as refusal:
            errors.append(f"“{sent.name}”没有收下：{refusal}")
    if not request.FILES:
        errors.append("还没有选文件。请先选好文件再按“上传”。")
    if kept:
        _change(request, uid, material, lambda before: [*before, *kept])
    return _answer(request, uid, material, errors)


@require_POST
@own_page
def drop(request: PersonRequest, uid: str, material: str) -> HttpResponse:
    """Take one file out of the draft again."""
    or_404(opened(request, uid).content.material(material))
    gone = request.POST.get("file")
    _change(request, uid, material, lambda before: [one for one in before if one != gone])
    return _answer(request, uid, material, [])


def _change(
    request: PersonRequest, uid: str, material: str, change: Callable[[list[str]], list[str]]
) -> None:
    """Change the files of one material and nothing else, whoever else is typing meanwhile."""
    for left in reversed(range(TRIES)):
        draft = opened(request, uid)
        uids = list(dict.fromkeys(change(list(draft.uploads.get(material, ())))))
        try:
            drafts.save_draft(
                uid,
                draft.with_uploads(material, uids).kept(),
                by=request.user,
                at=clock.now(),
                version=draft.version,
            )
            return
        except DraftChanged:
            if not left:
                raise


def _answer(request: PersonRequest, uid: str, material: str, errors: list[str]) -> HttpResponse:
    """For htmx the row of this material; else the page, or the way back to it."""
    draft = opened(request, uid)
    rows = with_errors(draft_rows(draft), material, errors)
    status = 422 if errors else 200
    if request.headers.get("HX-Request") == "true":
        return _row(request, draft, or_404(next((r for r in rows if r.key == material), None)),
                    material_words(rows)[1], status)  # fmt: skip
    if errors:
        return materials_page(request, draft, rows=rows, status=status)
    return redirect(f"{reverse('public:draft_materials', args=[uid])}#material-{material}")


def _row(
    request: PersonRequest, draft: OpenDraft, row: object, count: str, status: int
) -> HttpResponse:
    context = {
        "m": row,
        "draft": draft,
        "item": draft.item,
        "count": count,
        "way": way(draft, Page.MATERIALS),
        "accept": ACCEPT,
        "limit_words": limit_words(),
    }
    return render(request, "public/parts/draft_material_swap.html", context, status=status)


@require_safe
@own_page
def show(request: PersonRequest, uid: str) -> StreamingHttpResponse:
    """One's own upload, to look at or to save."""
    found = or_404(files.find_upload(uid))
    if found.owner != str(request.user.pk):
        or_404(None)
    served = files.serve(found, shown="show" in request.GET)
    return StreamingHttpResponse(served.pieces, headers=served.headers)
