"""一致性: every screen of the house against the catalogue, item by item."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bureau.guides.board import Proved, board
from bureau.guides.known_screens import screens
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.responses import or_404
from desks.steward.access import readers


@require_safe
@readers
def consistency(request: StaffRequest) -> HttpResponse:
    """All items, those that do not agree first."""
    now = clock.now()
    proved = sorted(board(on=now.date()), key=lambda one: (one.agrees, one.item))
    context = {
        "nav": "steward",
        "rows": [(one, _cells(one)) for one in proved],
        "screens": list(screens()),
        "red": sum(not one.agrees for one in proved),
        "counts": [
            ("事项", str(len(proved)), "项"),
            ("一致", str(sum(one.agrees for one in proved)), "项"),
            ("不一致", str(sum(not one.agrees for one in proved)), "项"),
            ("比对", formats.number(sum(one.compared for one in proved)), "处"),
        ],
        "day": formats.full_day(now),
    }
    return render(request, "steward/consistency.html", context)


@require_safe
@readers
def consistency_of(request: StaffRequest, item: str) -> HttpResponse:
    """One item: what each screen says otherwise than the catalogue, place by place."""
    found = or_404(next(iter(board(on=clock.today(), item=item)), None))
    context = {"nav": "steward", "one": found, "proofs": found.proofs}
    return render(request, "steward/consistency_of.html", context)


def _cells(one: Proved) -> list[tuple[str, str, str]]:
    """Colour, words and icon of each screen."""
    return [
        ("bad", f"{proof.wrong} 处不同", "circle-x")
        if proof.wrong
        else ("ok", "一致", "circle-check")
        if proof.compared
        else ("hold", "没有内容", "minus")
        for proof in one.proofs
    ]
