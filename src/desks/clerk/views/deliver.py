"""送达: by hand against a signature, or by post with its proof."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.cases.facts import DeliveryWish
from bureau.cases.operations import delivery
from bureau.cases.states import State
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.clerk.opening import opened_case
from desks.clerk.roles import WINDOW
from desks.clerk.seat import call_of, seat_of
from desks.clerk.views.cases import CASE_KEYS
from desks.design.access import StaffRequest, staff_page
from desks.design.messages import say
from desks.design.responses import or_404

WISHES = {
    DeliveryWish.PICK_UP: "到窗口领",
    DeliveryWish.POST: "邮寄",
    DeliveryWish.ELECTRONIC: "网上下载",
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*WINDOW)
def deliver(request: StaffRequest, number: str) -> HttpResponse:
    """Hand over, send, or write down the proof that it arrived; then the case is closed."""
    now = clock.now()
    opened = opened_case(request, number, now, to_act=True)
    page = opened.page
    if request.method != "POST" and "deliver" not in page.offered:
        or_404(None)
    refusal: Refusal | None = None
    if request.method == "POST":
        version = request.POST.get("version", "")
        seen = int(version) if version.isdecimal() and len(version) < 10 else None
        try:
            if request.POST.get("how") == "post":
                mail = request.POST.get("mail_number", "")
                delivery.send(number, mail_number=mail, by=request.user, at=now, version=seen)
                say(request, "已寄出。签收后回来写签收记录，办件才结束。", good=True)
            else:
                proof = _proof(request)
                delivery.deliver(number, proof=proof, by=request.user, at=now, version=seen)
                say(request, "已送达，办件结束。打印送达回证。", good=True)
            return redirect("clerk:case", number)
        except Refusal as said:
            refusal = said
    seat = seat_of(request, now)
    context = {
        "nav": "clerk",
        "page_keys": CASE_KEYS,
        "refusal": refusal,
        "call": call_of(seat, now=now),
        "current": seat.current,
        "page": page,
        "letters": page.letters,
        "licences": page.licences,
        "wish": WISHES[DeliveryWish(page.delivery_wish)],
        "sent": page.state == State.DELIVERED,
        "typed": request.POST,
        "signer": request.POST.get("signer", page.agent_name or page.party_name),
    }
    return render(request, "clerk/deliver.html", context, status=422 if refusal else 200)


def _proof(request: StaffRequest) -> str:
    """Who signed, and in what standing."""
    signer = request.POST.get("signer", "").strip()
    words = request.POST.get("proof", "").strip()
    if not signer:
        raise Refusal("请写明是谁签收的。", field="signer")
    return f"{signer}签收" + (f"，{words}" if words else "")
