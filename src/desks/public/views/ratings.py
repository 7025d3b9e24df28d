"""Rate one service event: five grades, options of the grade, words if you like."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bureau.audit.actors import Actor
from bureau.feedback import operations
from bureau.feedback.grades import OPTIONS, Grade
from bureau.feedback.queries import invitation
from bureau.people.models import Account
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.messages import say
from desks.design.rating import grade_choices
from desks.design.responses import once_key, or_404


@require_http_methods(["GET", "HEAD", "POST"])
def ratings(request: HttpRequest) -> HttpResponse:
    """Where a rating code from a message or a paper is typed in."""
    refusal: Refusal | None = None
    if request.method == "POST":
        token = request.POST.get("token", "").strip()
        if invitation(token) is not None:
            return redirect("public:rate", token)
        refusal = Refusal("没有找到这个评价码。请照短信或回执上的写，或从办件页面进入。")
    context = {"nav": "ratings", "refusal": refusal}
    return render(request, "public/ratings.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """One page, two presses: a grade and the button. Not to rate is one press too."""
    event = or_404(invitation(token))
    refusal: Refusal | None = None
    grade = request.POST.get("grade", "")
    words = request.POST.get("words", "")
    options = tuple(request.POST.getlist(f"options-{grade}"))
    if request.method == "POST":
        try:
            if request.POST.get("go") == "skip":
                operations.skip(token, by=_who(request), at=clock.now())
                say(request, "好的，这次不评。谢谢您。", good=True)
            else:
                operations.rate(
                    token,
                    grade,
                    options=options,
                    words=words,
                    channel="web",
                    key=_press(request, token, grade, *options, words),
                    by=_who(request),
                    at=clock.now(),
                )
                say(request, "谢谢您的评价。不满意的，我们会由另一位同事整改并答复。", good=True)
            return redirect("public:rate", token)
        except Refusal as said:
            refusal = said
    context = {
        "nav": "ratings",
        "event": event,
        "served": formats.stamp(event.served_at),
        "given": [
            {
                "turn": "首次评价" if one.turn == "first" else "追评",
                "grade": one.grade.label,
                "options": [OPTIONS[one.grade][code] for code in one.options],
                "words": one.words,
                "when": formats.stamp(one.at),
            }
            for one in event.ratings
        ],
        "grades": grade_choices(),
        "option_groups": [(str(g), g.label, list(OPTIONS[g].items())) for g in Grade],
        "grade": grade,
        # Refused, the page still has what was said.
        "chosen": options,
        "words": words,
        "refusal": refusal,
    }
    return render(request, "public/rate.html", context, status=422 if refusal else 200)


def _press(request: HttpRequest, *sent: str) -> str:
    """The key of this press. Who goes back and says something else has pressed anew."""
    once = once_key(request)
    return hashlib.sha256("\0".join([once, *sent]).encode()).hexdigest() if once else ""


def _who(request: HttpRequest) -> Actor:
    user = request.user
    return user.as_actor() if isinstance(user, Account) else Actor.nobody()
