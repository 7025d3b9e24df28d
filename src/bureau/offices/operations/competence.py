"""Authority = office × item × act: given by a head, never to oneself, and asked in every verb."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.offices import rules
from bureau.offices.models import Competence, Office, Posting
from bureau.offices.operations.putting import Put, number_of
from bureau.offices.refusals import NotCompetent, NotEntitled, UnknownOffice
from bureau.offices.words import Act, Role
from bureau.people.models import Account
from bureau.refusal import Refusal
from bureau.workdays.clock import day_of

EVERY_ITEM = "*"

COMPETENT = """
select array(
    select c.act from offices_competence c
    join offices_office holder on holder.id = c.office_id
    join offices_office target on target.key = %(office)s
    join people_account a on a.id = c.account_id and a.is_active
    where c.account_id = %(account)s and c.act = any(%(acts)s)
      and c.item_key in ('*', %(item)s)
      and c.valid_from <= %(day)s and (c.valid_to is null or c.valid_to >= %(day)s)
      and (c.revoked_at is null or c.revoked_at > %(at)s)
      and target.valid_from <= %(day)s and (target.valid_to is null or target.valid_to >= %(day)s)
      and holder.authority_id = target.authority_id
      and starts_with(target.lineage, holder.lineage)
      and exists (
          select from offices_posting p join offices_office seat on seat.id = p.office_id
          where p.account_id = c.account_id and seat.authority_id = holder.authority_id
            and p.valid_from <= %(day)s and (p.valid_to is null or p.valid_to >= %(day)s)
            and (p.ended_at is null or p.ended_at > %(at)s)
      )
), (select name from offices_office where key = %(office)s), own.post, own.office
from (values (1)) as always left join lateral (
    select p.post, seat.name as office
    from offices_posting p join offices_office seat on seat.id = p.office_id
    where p.account_id = %(account)s
      and p.valid_from <= %(day)s and (p.valid_to is null or p.valid_to >= %(day)s)
      and (p.ended_at is null or p.ended_at > %(at)s)
    order by seat.key <> %(office)s, p.valid_from, p.id limit 1
) as own on true
"""
"""Which of these acts somebody may do, the name of the office, and the post they do it in."""


def ensure_competent(
    account_id: int | str, *, act: str, office_key: str, item_key: str, at: datetime
) -> None:
    """Refuse whoever has no authority for this act on this item in this office now.

    The authority may stand at the office itself or at one above it of the same authority
    (a bureau's examiner also acts for its 监管所, 行政许可法第二十二条); with the last post
    in that authority it rests. One indexed statement, no lock.
    """
    _seat_of(account_id, [act], office_key=office_key, item_key=item_key, at=at)


def competent_actor(
    account: Account, *acts: str, office_key: str, item_key: str, at: datetime
) -> Actor:
    """Who acts, in the post of that moment (in this office, if they have one there); a
    refusal as in ``ensure_competent`` where they may not do every one of these acts."""
    post, office = _seat_of(account.pk, acts, office_key=office_key, item_key=item_key, at=at)
    return account.as_actor(post=post, office=office)


def _seat_of(
    account_id: int | str, acts: Sequence[str], *, office_key: str, item_key: str, at: datetime
) -> tuple[str, str]:
    labels = {act: Act(act).label for act in acts}
    number = int(account_id) if str(account_id).isdecimal() else -1
    asked: dict[str, str | int | date | datetime | list[str]] = {
        "account": number,
        "acts": list(acts),
        "office": office_key,
        "item": item_key,
        "day": day_of(at),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(COMPETENT, asked)
        held, office_name, post, office = cursor.fetchone() or ((), None, None, None)
    for act, label in labels.items():
        if act not in held:
            where = f"“{office_name}”" if office_name else "这个单位"
            raise NotCompetent(
                f"您没有在{where}对这个事项办理“{label}”的授权。"
                "请交给有授权的同事，或请单位负责人授权后再办。",
                basis="行政许可法第二十二条",
            )
    return post or "", office or ""


def grant_competence(
    account_id: int | str,
    *,
    office_key: str,
    act: str,
    document: str,
    valid_from: date,
    valid_to: date | None = None,
    item_key: str = EVERY_ITEM,
    by: Actor,
    at: datetime,
) -> Put:
    """Give authority for one act on one item, or on every item."""
    return grant_competences(
        account_id,
        office_key=office_key,
        acts=[act],
        items=[item_key],
        document=document,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
        at=at,
    )


@operation
def grant_competences(
    account_id: int | str,
    *,
    office_key: str,
    acts: Sequence[str],
    items: Sequence[str] = (EVERY_ITEM,),
    document: str,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Put:
    """Give authority by one document: every named act on every named item.

    By a head of that office or of one above it, never to oneself, and only to somebody
    with a post in that authority who is there for cases.
    """
    office = _office(office_key)
    ensure_head(by, office, at=at)
    if unknown := [act for act in acts if act not in Act.values]:
        raise Refusal(f"授权的行为“{unknown[0]}”不认识。", field="act")
    if not document.strip():
        raise Refusal("授权须写明依据的文件。", field="document")
    person = _grantee(account_id, office, by=by, at=at)
    living = {
        (one.act, one.item_key): one
        for one in Competence.objects.filter(account=person, office=office, revoked_at__isnull=True)
    }
    new = []
    for act in acts:
        for item_key in items:
            held = living.get((act, item_key))
            if held is None:
                new.append((act, item_key))
            elif (held.valid_from, held.valid_to) != (valid_from, valid_to):
                raise Refusal(
                    f"{person.name}已经有对{_item(item_key)}办理“{Act(act).label}”的授权。"
                    "请先收回再重新授权。"
                )
    if not new:
        return Put.UNCHANGED
    Competence.objects.bulk_create(
        Competence(
            account=person,
            office=office,
            item_key=item_key,
            act=act,
            valid_from=valid_from,
            valid_to=valid_to,
            document=document,
            granted_by=by.id,
            granted_at=at,
        )
        for act, item_key in new
    )
    record(
        "offices.competence_granted",
        "account",
        str(person.pk),
        by=by,
        at=at,
        chain=office.authority.code,
        facts=_told(person, office_key, [one[1] for one in new], [one[0] for one in new])
        | {
            "document": document,
            "valid_from": valid_from.isoformat(),
            "valid_to": valid_to.isoformat() if valid_to else None,
        },
    )
    return Put.ADDED


def _grantee(account_id: int | str, office: Office, *, by: Actor, at: datetime) -> Account:
    person = Account.objects.filter(pk=int(account_id)).first()
    if person is None or not person.is_staff_member or not person.is_active:
        raise Refusal("只能给在用账号的工作人员授权。", field="account")
    if number_of(by) == person.pk:
        raise NotEntitled("不能给自己授权，请由另一名负责人或上级负责人授权。")
    roles = set(
        Posting.objects.living(at)
        .filter(account=person, office__authority_id=office.authority_id)
        .values_list("role", flat=True)
    )
    if not roles:
        raise Refusal(f"{person.name}在“{office.name}”所属机关没有岗位，先安排岗位再授权。")
    if roles <= rules.NO_CASE_RIGHTS:
        raise Refusal(f"{person.name}的岗位只管账号或设备，不能有办件的授权。")
    return person


@operation
def revoke_competence(
    account_id: int | str,
    *,
    office_key: str,
    act: str,
    item_key: str = EVERY_ITEM,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Take authority back from this moment on; what was done before stays done."""
    office = _office(office_key)
    ensure_head(by, office, at=at)
    competence = (
        Competence.objects.select_for_update(no_key=True, of=("self",))
        .select_related("account")
        .filter(
            account_id=int(account_id),
            office=office,
            item_key=item_key,
            act=act,
            revoked_at__isnull=True,
        )
        .first()
    )
    if competence is None:
        raise Refusal("这名人员现在没有这项授权。")
    if not reason.strip():
        raise Refusal("请写明收回授权的理由。", field="reason")
    competence.revoked_at = at
    competence.save(update_fields=["revoked_at"])
    record(
        "offices.competence_revoked",
        "account",
        str(account_id),
        by=by,
        at=at,
        chain=office.authority.code,
        facts=_told(competence.account, office_key, [item_key], [act]) | {"reason": reason},
    )


def ensure_head(by: Actor, office: Office, *, at: datetime) -> None:
    """Only a head of that office or of one above it."""
    account = number_of(by)
    lineages = (
        Posting.objects.living(at)
        .filter(account_id=account, role=Role.HEAD, account__is_active=True)
        .values_list("office__lineage", flat=True)
        if account is not None
        else ()
    )
    if not rules.may_grant(head_of=lineages, lineage=office.lineage):
        raise NotEntitled(f"只有“{office.name}”或上级单位的负责人可以授权或收回授权。")


def _office(key: str) -> Office:
    office = Office.objects.select_related("authority").filter(key=key).first()
    if office is None:
        raise UnknownOffice(f"没有编码为 {key} 的机构。", field="office")
    return office


def _item(item_key: str) -> str:
    return "全部事项" if item_key == EVERY_ITEM else item_key


def _told(
    person: Account, office_key: str, items: Sequence[str], acts: Sequence[str]
) -> dict[str, str | None]:
    return {
        "person": person.name,
        "office": office_key,
        "item": "、".join(_item(one) for one in dict.fromkeys(items)),
        "act": "、".join(Act(one).label for one in dict.fromkeys(acts)),
    }
