"""Who holds which post."""

from datetime import date, datetime

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.offices.models import Office, Posting
from bureau.offices.operations.putting import Put, ensure_administrator, number_of
from bureau.offices.refusals import NotEntitled, UnknownOffice
from bureau.offices.words import Role
from bureau.people.models import Account
from bureau.refusal import Refusal


@operation
def appoint(
    account_id: int | str,
    *,
    office_key: str,
    role: str,
    post: str,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Put:
    """Put a member of staff on a post. Nobody appoints themselves."""
    ensure_administrator(by, at=at)
    person = Account.objects.filter(pk=int(account_id)).first()
    if person is None or not (person.is_staff_member or role == Role.DEVICE):
        raise Refusal("只能给工作人员安排岗位。", field="account")
    if number_of(by) == person.pk:
        raise NotEntitled("不能给自己安排岗位，请由另一名系统管理员办理。")
    if role not in Role.values:
        raise Refusal(f"岗位“{role}”不认识。", field="role")
    office = Office.objects.select_related("authority").filter(key=office_key).first()
    if office is None:
        raise UnknownOffice(f"没有编码为 {office_key} 的机构。", field="office")
    living = Posting.objects.filter(
        account=person, office=office, role=role, ended_at__isnull=True
    ).first()
    if living is not None:
        if (living.post, living.valid_from, living.valid_to) == (post, valid_from, valid_to):
            return Put.UNCHANGED
        raise Refusal(
            f"{person.name}在“{office.name}”已经担任“{living.post}”。请先结束原岗位再重新安排。"
        )
    Posting.objects.create(
        account=person,
        office=office,
        post=post,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        appointed_by=by.id,
    )
    record(
        "offices.appointed",
        "account",
        str(person.pk),
        by=by,
        at=at,
        chain=office.authority.code,
        facts={
            "person": person.name,
            "post": post,
            "role": Role(role).label,
            "office": office_key,
        },
    )
    return Put.ADDED


@operation
def end_posting(
    account_id: int | str, *, office_key: str, role: str, by: Actor, at: datetime
) -> None:
    """End a post now. With the last post in an authority every competence there rests."""
    ensure_administrator(by, at=at)
    posting = (
        Posting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("account", "office__authority")
        .filter(
            account_id=int(account_id), office__key=office_key, role=role, ended_at__isnull=True
        )
        .first()
    )
    if posting is None:
        raise Refusal("这名人员现在没有这个岗位。")
    posting.ended_at = at
    posting.save(update_fields=["ended_at"])
    record(
        "offices.posting_ended",
        "account",
        str(account_id),
        by=by,
        at=at,
        chain=posting.office.authority.code,
        facts={
            "person": posting.account.name,
            "post": posting.post,
            "role": Role(role).label,
            "office": office_key,
        },
    )
