"""Begin an application: for whom, and where. The situation comes along from the guide."""

from collections.abc import Sequence

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from bureau.cases.operations import drafts
from bureau.cases.queries.lists import own_drafts
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent
from bureau.guides.parts import Place
from bureau.guides.queries import places_of
from bureau.people import operations as people_operations
from bureau.people import queries as people
from bureau.people.models import Account, IdentifierKind, Mandate
from bureau.people.operations import GivenNumber
from bureau.people.queries import ActingFor
from bureau.refusal import Refusal
from bureau.workdays import clock
from desks.design.access import PersonRequest
from desks.design.responses import once_key, or_404
from desks.design.situations import PREFIX, asked, chosen
from desks.public.guards import own_page
from desks.public.place import choices, chosen_office, office_carrying_out

NEW_ORGANISATION = "new"
BEGUN = "begun"


class ForWhom(forms.Form):
    """Whom the application is for; an organisation not known yet is named with its code."""

    party = forms.CharField(required=False, max_length=60)
    office = forms.CharField(required=False, max_length=60)
    organisation = forms.CharField(required=False, max_length=800)
    uscc = forms.CharField(required=False, max_length=60)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def begin(request: PersonRequest, item: str) -> HttpResponse:
    if request.user.party_id is None:
        return redirect(f"{reverse('public:me')}?{urlencode({'next': request.get_full_path()})}")
    now = clock.now()
    content = or_404(catalogue.edition_in_force(item, on=now.date())).content
    places = places_of(item, at=now) if content.takes_cases() else ()
    acting = [one for one in people.may_act_for(request.user, at=now) if one.covers(item)]
    given = request.POST if request.method == "POST" else request.GET
    situation = chosen(content, given)
    form = ForWhom(request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    key = once_key(request)
    begun: dict[str, str] = request.session.get(BEGUN, {})
    if key in begun:
        return redirect(begun[key])  # the same press twice
    if request.method == "POST":
        try:
            if not form.is_valid():
                raise Refusal("填的内容太长了。请核对单位名称和统一社会信用代码。")
            address = _begun(request.user, form, item, content, places, situation)
            request.session[BEGUN] = {key: address} if key else {}
            return redirect(address)
        except Refusal as said:
            refusal = said
    wish = office_carrying_out(places, chosen_office(request))
    context = {
        "nav": "guides",
        "item": item,
        "content": content,
        "takes_cases": content.takes_cases(),
        "refusal": refusal,
        "wrong": refusal.field if refusal else "",
        "units": choices(places, day=now.date()),
        "office": given.get("office") or wish or (places[0].office_key if len(places) == 1 else ""),
        "acting": [(str(one.party_uid), one.name, _ground(one)) for one in acting],
        "party": given.get("party") or str(acting[0].party_uid),
        "new_organisation": NEW_ORGANISATION,
        "organisation": given.get("organisation", ""),
        "uscc": given.get("uscc", ""),
        "waiting": [one for one in own_drafts(request.user) if one.item_key == item],
        "situation": [(f"{PREFIX}{key}", value) for key, value in situation.items()],
    }
    return render(request, "public/begin.html", context, status=422 if refusal else 200)


def _ground(acting: ActingFor) -> str:
    if acting.is_self:
        return "本人"
    return "已核对的授权" if acting.confirmed else "您声明的授权，到窗口或发证前核对"


def _begun(
    account: Account,
    form: ForWhom,
    item: str,
    content: EditionContent,
    places: Sequence[Place],
    situation: dict[str, str],
) -> str:
    """Where to go on: to the questions that are still open, else to the form."""
    if not content.takes_cases():
        raise Refusal(content.how_and_where or "这个事项不在这里申请，请看办事指南。")
    office = form.cleaned_data["office"]
    if office not in {place.office_key for place in places}:
        raise Refusal("请选择到哪个单位办理。", field="office")
    now = clock.now()
    party_id = _party_of(account, form, item)
    draft = drafts.start_draft(
        item_key=item,
        office_key=office,
        party_id=party_id,
        by=account,
        at=now,
        content={"posted": {f"{PREFIX}{key}": [value] for key, value in situation.items()}},
    )
    is_open = any(not question.chosen for question in asked(content, situation))
    return reverse("public:draft_situation" if is_open else "public:draft", args=[draft.uid])


def _party_of(account: Account, form: ForWhom, item: str) -> int:
    now = clock.now()
    party = form.cleaned_data["party"]
    if party == NEW_ORGANISATION:
        return _organisation(account, form, item)
    acting = people.acting_for(account, party, item=item, at=now)
    if acting is None:
        raise Refusal("您不能替这个主体办理。请换一个，或先取得授权。", field="party")
    return acting.party_id


def _organisation(account: Account, form: ForWhom, item: str) -> int:
    """The organisation that was named, with a mandate as claimed: proof is asked for later."""
    now, actor, own = clock.now(), account.as_actor(), account.party
    assert own is not None  # asked before anything else
    name = form.cleaned_data["organisation"].strip()
    if not name:
        raise Refusal("请填写单位名称。", field="organisation")
    code = form.cleaned_data["uscc"].strip()
    number = GivenNumber(IdentifierKind.USCC, code) if code else None
    try:
        party = people_operations.register_organisation(name=name, number=number, by=actor, at=now)
    except Refusal as refusal:
        field = "uscc" if refusal.field == "number" else "organisation"
        raise Refusal(refusal.message, basis=refusal.basis, field=field) from refusal
    if people.acting_for(account, party.uid, item=item, at=now) is None:
        people_operations.give_mandate(
            principal=party,
            agent=own,
            items=[item],
            how=Mandate.How.LETTER,
            evidence="申请人声明受托办理，取件前核对授权",
            valid_from=now.date(),
            confirmed=False,
            by=actor,
            at=now,
        )
    return party.pk
