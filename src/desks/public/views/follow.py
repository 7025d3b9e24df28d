"""Follow an application without signing in: number and query code, nothing else."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bureau.cases.operations.looking import look_up_status
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats


class FollowForm(forms.Form):
    number = forms.CharField(required=False, max_length=60)
    code = forms.CharField(required=False, max_length=40)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = []
    refusal: Refusal | None = None
    number = request.GET.get("number", "")
    if request.method == "POST":
        form = FollowForm(request.POST)
        form.is_valid()
        number = form.cleaned_data.get("number", "")
        try:
            rows = [
                {
                    "number": one.number,
                    "item": one.item_name,
                    "state": one.state_label,
                    "next": one.next_step,
                    "dates": [
                        (label, formats.stamp(when))
                        for label, when in (
                            ("收件", one.received_at),
                            ("受理", one.accepted_at),
                            (
                                "最晚出结果（暂定）" if one.provisional else "最晚出结果",
                                None if one.decided_at else one.due_at,
                            ),
                            ("决定", one.decided_at),
                            ("办结", one.closed_at),
                        )
                        if when is not None
                    ],
                }
                for one in look_up_status(number, form.cleaned_data.get("code", ""), at=now)
            ]
        except Refusal as said:
            refusal = said
    context = {"nav": "follow", "number": number, "rows": rows, "refusal": refusal}
    return render(request, "public/follow.html", context, status=422 if refusal else 200)
