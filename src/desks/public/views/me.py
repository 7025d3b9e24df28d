"""我的: who I am, who may act for me, what you told me."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bureau.cases.queries.lists import own_applications
from bureau.catalogue import queries as catalogue
from bureau.notices import queries as notices
from bureau.notices.messages import text_of
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import Account, Assurance, IdentifierKind, Mandate
from bureau.people.operations import GivenNumber
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design import formats
from desks.design.access import PersonRequest
from desks.design.messages import say
from desks.design.responses import or_404
from desks.public.forms import GiveMandate, WhoYouAre
from desks.public.guards import own_page
from desks.public.safe_next import next_address

TRIES = 5
TRIES_REST = 60 * 60  # seconds
WAYS = {"sms": "短信", "email": "电子邮件", "letter": "寄信", "site": "站内"}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def me(request: PersonRequest) -> HttpResponse:
    """Who this account is. Name and number are asked once, before anything is applied for."""
    account = request.user
    form = WhoYouAre(
        request.POST if request.method == "POST" else None, initial={"name": account.name}
    )
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _join(account, form, at=clock.now())
            say(request, "记下了。现在可以申请了。", good=True)
            return redirect(next_address(request, reverse("public:me")))
        except Refusal as said:
            refusal = said
    failed = refusal or (request.method == "POST" and not form.is_valid())
    context = {
        "nav": "mine",
        "form": form,
        "refusal": refusal,
        "next": next_address(request, ""),
        **_known(account),
    }
    return render(request, "public/me.html", context, status=422 if failed else 200)


def _known(account: Account) -> dict[str, Any]:
    if account.party is None:
        return {"party": None}
    (own,) = people.party_views([account.party])
    return {
        "party": own,
        "assurance": Assurance(account.party_assurance).label,
        "proven": account.party_assurance >= Assurance.SEEN,
        "phone": formats.mask_phone(people.phone_of(account)),
    }


def _join(account: Account, form: WhoYouAre, *, at: datetime) -> None:
    """Name and number to a party. A few tries only: nobody finds out names by numbers."""
    key = f"identity-tries:{account.pk}"
    cache.add(key, 0, TRIES_REST)
    if int(cache.get(key, 0)) >= TRIES:
        raise Refusal("试的次数太多了，请过一小时再试，或者带证件到窗口办，一样受理。")
    by = account.as_actor()
    told = form.cleaned_data
    number = GivenNumber(IdentifierKind(told["id_kind"]), told["id_number"])
    try:
        party = people_operations.register_person(name=told["name"], number=number, by=by, at=at)
    except Refusal:
        with suppress(ValueError):  # the hour of rest ended between the look and the count
            cache.incr(key)
        raise
    people_operations.join_party(account, party, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def mandates(request: PersonRequest) -> HttpResponse:
    """Who may act for me and for whom I may act; give one more."""
    own = request.user.party
    if own is None:
        return redirect(f"{reverse('public:me')}?next={reverse('public:mandates')}")
    now = clock.now()
    form = GiveMandate(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _give(request.user, form, at=now)
            say(request, "委托已经登记。对方登录后就能替您办。", good=True)
            return redirect("public:mandates")
        except Refusal as said:
            refusal = said
    names = {one.key: one.name for one in catalogue.browse(on=now.date())}
    rows = [
        {
            "uid": str(one.uid),
            "principal": one.principal_name,
            "agent": one.agent_name,
            "scope": "全部事项"
            if one.everything
            else formats.listing([names.get(key, key) for key in one.items]),
            "how": one.how,
            "state": one.state.label,
            "kind": {"confirmed": "ok", "claimed": "warn", "revoked": "hold"}[one.state],
            "until": formats.full_day(one.valid_to) if one.valid_to else "没有写到期",
            "living": one.state != Mandate.State.REVOKED,
        }
        for one in people.own_mandates(request.user)
    ]
    failed = refusal or (request.method == "POST" and not form.is_valid())
    context = {
        "nav": "mine",
        "form": form,
        "refusal": refusal,
        "rows": rows,
        "items": sorted(names.items(), key=lambda pair: pair[1]),
    }
    return render(request, "public/mandates.html", context, status=422 if failed else 200)


def _give(account: Account, form: GiveMandate, *, at: datetime) -> None:
    own = account.party
    assert own is not None  # asked before
    by, told = account.as_actor(), form.cleaned_data
    number = GivenNumber(IdentifierKind(told["id_kind"]), told["id_number"])
    agent = people_operations.register_person(name=told["name"], number=number, by=by, at=at)
    people_operations.give_mandate(
        principal=own,
        agent=agent,
        items=None if told["scope"] == "everything" else [told["item"]],
        how=Mandate.How.LETTER,
        evidence="委托人登录本系统登记",
        valid_from=clock.day_of(at),
        valid_to=told["valid_to"],
        # Only somebody who proved who they are can give authority that needs no second look.
        confirmed=account.party_assurance >= Assurance.SEEN,
        by=by,
        at=at,
    )


@require_POST
@own_page
def revoke(request: PersonRequest, uid: str) -> HttpResponse:
    """From now on nobody acts under it: by who gave it, or by who holds it."""
    mandate = or_404(people.own_mandate(request.user, uid))
    people_operations.revoke_mandate(mandate, by=request.user.as_actor(), at=clock.now())
    say(request, "委托已经撤销。已经办好的不受影响。", good=True)
    return redirect("public:mandates")


@require_safe
@own_page
def messages(request: PersonRequest) -> HttpResponse:
    """What we told about one's own applications, newest first; also for who has no phone."""
    now = clock.now()
    own = {row.number: row.item_name for row in own_applications(request.user, at=now)}
    rows = [
        {
            "number": number,
            "item": own[number],
            "text": text_of(one.template, _open(one.params), trial=False),
            "way": WAYS.get(one.channel, ""),
            "sent": formats.stamp(one.sent_at) if one.sent_at else "",
            "when": formats.stamp(one.left_at),
        }
        for number, one in notices.messages_about_any("case", own)
    ]
    return render(request, "public/messages.html", {"nav": "mine", "rows": rows})


def _open(params: dict[str, str]) -> dict[str, str]:
    """A code that was forgotten after sending is shown as forgotten, not as empty."""
    return {key: value or "（见当时的通知）" for key, value in params.items()}
