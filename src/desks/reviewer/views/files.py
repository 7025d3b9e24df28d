"""Files and letters of a case, for whoever may see the case and nobody else."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from bureau.files import queries as files
from bureau.notices import operations as notices
from bureau.notices.queries import serve_letter
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import StaffRequest
from desks.design.responses import or_404
from desks.reviewer.access import own_case, reviewers


@require_safe
@reviewers
@xframe_options_sameorigin
def upload(request: StaffRequest, number: str, uid: str) -> HttpResponseBase:
    """A file that was handed in with this case; ``?show`` to look at it on the page."""
    found = own_case(request, number, at=clock.now())
    belonging = {file.upload for material in found.page.materials for file in material.files}
    one = or_404(files.find_upload(uid) if uid in belonging else None)
    try:
        served = files.serve(one, shown="show" in request.GET)
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return StreamingHttpResponse(served.pieces, headers=served.headers)


@require_safe
@reviewers
@xframe_options_sameorigin
def letter(request: StaffRequest, number: str, uid: str) -> HttpResponseBase:
    """A letter of this case as PDF."""
    now = clock.now()
    found = own_case(request, number, at=now)
    or_404(next((one for one in found.page.letters if one.uid == uid), None))
    made = notices.have_letter_bytes(uid, large=False, by=request.user.as_actor(), at=now)
    served = serve_letter(or_404(made), shown="show" in request.GET)
    return StreamingHttpResponse(served.pieces, headers=served.headers)
