"""法律条文: who relies on an article, and what to do when it changes."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bureau.catalogue import queries as catalogue
from bureau.catalogue.numerals import article_words
from bureau.catalogue.queries import articles as texts
from bureau.guides import amending
from bureau.guides.reliance import who_relies
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import StaffRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.steward.access import actor_of, readers

FIELDS = ("text", "source", "published_on", "valid_from")


@require_safe
@readers
def laws(request: StaffRequest) -> HttpResponse:
    """Every document, how many items rely on it, and what changed lately."""
    day = clock.today()
    rows = [
        (one, len(who_relies(one.name, on=day)), texts.articles_of(one.name))
        for one in texts.documents()
    ]
    context = {"nav": "steward", "rows": rows, "changes": amending.changes()[:20]}
    return render(request, "steward/laws.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@readers
def article(request: StaffRequest, document: str, article: str) -> HttpResponse:
    """One article: its words, who relies on it; marking it amended makes their tasks."""
    now = clock.now()
    found = or_404(texts.wordings(document, article) or None)
    refusal: Refusal | None = None
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    if request.method == "POST":
        try:
            change = amending.mark_amended(
                document,
                article,
                text=typed["text"],
                source=typed["source"],
                published_on=_day(typed["published_on"], "published_on"),
                valid_from=_day(typed["valid_from"], "valid_from"),
                by=actor_of(request, now),
                at=now,
            )
        except Refusal as said:
            refusal = said
        else:
            say(request, "标好了。引用这一条的每个事项都有了一项待办。", good=True)
            return redirect("steward:law_change", change.pk)
    context = {
        "nav": "steward",
        "document": document,
        "article": article,
        "title": f"《{document}》{article_words(article)}",
        "wordings": found,
        "relying": who_relies(document, article, on=now.date()),
        "may_keep": catalogue.may_keep(str(request.user.pk), "*", at=now),
        "typed": typed,
        "refusal": refusal,
    }
    return render(request, "steward/article.html", context, status=422 if refusal else 200)


@require_safe
@readers
def law_change(request: StaffRequest, change: int) -> HttpResponse:
    """Old and new words side by side, and what became of every item."""
    found = or_404(amending.find_change(change))
    rows = amending.follow_ups(found)
    done = [one.days for one in rows if one.days is not None]
    context = {
        "nav": "steward",
        "c": found,
        "title": f"《{found.document}》{article_words(found.article)}",
        "rows": [(one, formats.full_day(one.task.due_at) if one.task else "") for one in rows],
        "counts": [
            ("要核对", str(len(rows)), "项"),
            ("出了新版", str(len(done)), "项"),
            ("从公布到更新平均", formats.number(sum(done) / len(done)) if done else "—", "天"),
        ],
    }
    return render(request, "steward/law_change.html", context)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("请选日期，例如 2026-05-06。", field=field) from None
