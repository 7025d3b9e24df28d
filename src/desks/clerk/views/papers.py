"""Letters and files on their way to the screen or the printer of who may see the case."""

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from bureau.files import queries as files
from bureau.files.queries import Served
from bureau.notices import operations as notices
from bureau.notices.queries import letters_about, serve_letter
from bureau.offices import queries as offices
from bureau.visits import queries as visits
from bureau.workdays import clock
from desks.clerk.opening import opened_case
from desks.clerk.roles import HALL, WINDOW
from desks.design.access import StaffRequest, staff_page
from desks.design.drafts import open_draft
from desks.design.responses import or_404


def _streamed(served: Served) -> StreamingHttpResponse:
    return StreamingHttpResponse(served.pieces, headers=served.headers)


def _letter(request: StaffRequest, uid: str) -> StreamingHttpResponse:
    now = clock.now()
    found = notices.have_letter_bytes(
        uid, large="large" in request.GET, by=offices.actor_for(request.user, now), at=now
    )
    return _streamed(serve_letter(or_404(found), shown="save" not in request.GET))


@require_safe
@staff_page(*WINDOW)
def letter(request: StaffRequest, number: str, uid: str) -> StreamingHttpResponse:
    """A letter of the case, to look at and print; ``?large`` in large print."""
    opened = opened_case(request, number, clock.now(), to_act=True)
    or_404(next((one for one in opened.page.letters if one.uid == uid), None))
    return _letter(request, uid)


@require_safe
@staff_page(*HALL)
def sheet(request: StaffRequest, uid: str, letter: str) -> StreamingHttpResponse:
    """A sheet given in a visit."""
    or_404(visits.find_visit(uid, viewer=request.user.pk, at=clock.now()))
    or_404(next((one for one in letters_about("visit", uid) if one.uid == letter), None))
    return _letter(request, letter)


@require_safe
@staff_page(*WINDOW)
def file(request: StaffRequest, number: str, upload: str) -> StreamingHttpResponse:
    """A file of the case, as it was handed in."""
    opened = opened_case(request, number, clock.now(), to_act=True)
    handed_in = {one.upload for material in opened.page.materials for one in material.files}
    or_404(upload if upload in handed_in else None)
    return _streamed(files.serve(or_404(files.find_upload(upload)), shown="show" in request.GET))


@require_safe
@staff_page(*WINDOW)
def draft_file(request: StaffRequest, uid: str, upload: str) -> StreamingHttpResponse:
    """A file of a draft that is being taken in."""
    now = clock.now()
    draft = or_404(open_draft(uid, viewer=request.user, on=now.date(), own_data=False))
    kept = {one for uids in draft.uploads.values() for one in uids}
    or_404(upload if upload in kept else None)
    return _streamed(files.serve(or_404(files.find_upload(upload)), shown="show" in request.GET))
