"""People, their posts and their authority: each file all or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from bureau.audit.actors import Actor
from bureau.audit.operations import operation
from bureau.offices import operations
from bureau.offices.city.counting import CityLoad, told
from bureau.offices.city.forms import CompetencesFile, PeopleFile, PersonEntry, PostEntry
from bureau.offices.city.reading import CityTrouble, Fault
from bureau.offices.models import Office, Posting
from bureau.offices.operations import Put
from bureau.offices.words import Role
from bureau.people.identifiers import normalise_identifier
from bureau.people.models import Account, AccountKind
from bureau.people.operations import open_account
from bureau.refusal import Refusal

PEOPLE, COMPETENCES = "people.yaml", "competences.yaml"

BUILDER = Actor.system("装载城市数据")
"""Sets a city up until its first administrator is appointed."""


def builder(by: str, *, at: datetime) -> Actor:
    """The administrator who loads, or the house itself while there is none."""
    if not Posting.objects.living(at).filter(role=Role.ADMINISTRATOR).exists():
        return BUILDER
    account = Account.objects.filter(staff_number=normalise_identifier(by)).first()
    if account is None:
        raise CityTrouble([Fault("--by", "", f"没有工号为 {by} 的人员。")])
    return account.as_actor(post=Role.ADMINISTRATOR.label)


@operation
def load_people(
    file: PeopleFile, done: CityLoad, *, first: str, password: str, at: datetime
) -> None:
    """Accounts, then posts: the first administrator by the house, the others by them.

    Nobody appoints themselves: the posts of who loads are given by another administrator.
    """
    accounts: dict[str, Account] = {}
    opener = builder(first, at=at)
    # One hash for all: two hundred of them would take longer than the rest of the city.
    password_hash = make_password(password) if password else ""
    for person in file.people:
        with told(PEOPLE, person.staff_number):
            account, put = _account(person, file, password_hash=password_hash, by=opener, at=at)
            accounts[person.staff_number] = account
            done.note(PEOPLE, put)
    own, others = _apart(file.people, first)
    for person in (*own, *others):
        for post in person.posts:
            with told(PEOPLE, f"{person.staff_number} · {post.office} · {post.role}"):
                account = accounts[person.staff_number]
                if _holds(account, post, file, at=at):
                    done.note(PEOPLE, Put.UNCHANGED)
                    continue
                put = operations.appoint(
                    account.pk,
                    office_key=post.office,
                    role=post.role.value,
                    post=post.post,
                    valid_from=post.since or file.since,
                    valid_to=post.until,
                    by=_appointer(account, first=first, at=at),
                    at=at,
                )
                done.note(PEOPLE, put)


def _apart(
    people: Sequence[PersonEntry], first: str
) -> tuple[list[PersonEntry], list[PersonEntry]]:
    loading = normalise_identifier(first)
    own = [one for one in people if normalise_identifier(one.staff_number) == loading]
    return own, [one for one in people if one not in own]


def _account(
    person: PersonEntry, file: PeopleFile, *, password_hash: str, by: Actor, at: datetime
) -> tuple[Account, Put]:
    number = normalise_identifier(person.staff_number)
    known = Account.objects.filter(staff_number=number).first()
    if known is not None:
        if known.name != person.name:
            raise Refusal(f"工号 {person.staff_number} 已属于{known.name}，不能换成另一个人。")
        return known, Put.UNCHANGED
    opened = open_account(
        kind=AccountKind.STAFF,
        name=person.name,
        staff_number=person.staff_number,
        password_hash=password_hash,
        is_trial=bool(file.mark),
        by=by,
        at=at,
    )
    return opened, Put.ADDED


def _holds(account: Account, post: PostEntry, file: PeopleFile, *, at: datetime) -> bool:
    return (
        Posting.objects.living(at)
        .filter(
            account=account,
            office__key=post.office,
            role=post.role.value,
            post=post.post,
            valid_from=post.since or file.since,
            valid_to=post.until,
        )
        .exists()
    )


def _appointer(account: Account, *, first: str, at: datetime) -> Actor:
    """Who appoints somebody: the one who loads, and for themselves another administrator."""
    loading = normalise_identifier(first)
    appointed = sorted(
        (
            posting.account
            for posting in Posting.objects.living(at)
            .filter(role=Role.ADMINISTRATOR)
            .exclude(account=account)
            .select_related("account")
        ),
        key=lambda one: one.staff_number != loading,
    )
    return appointed[0].as_actor(post=Role.ADMINISTRATOR.label) if appointed else BUILDER


@operation
def load_competences(file: CompetencesFile, done: CityLoad, *, at: datetime) -> None:
    """Every grant by a head of that office or of one above, other than the one granted to."""
    heads = list(
        Posting.objects.living(at).filter(role=Role.HEAD).select_related("account", "office")
    )
    for grant in (*_by_rules(file, at=at), *_written_out(file)):
        with told(COMPETENCES, f"{grant.account.staff_number} · {grant.office.key}"):
            put = operations.grant_competences(
                grant.account.pk,
                office_key=grant.office.key,
                acts=grant.acts,
                items=grant.items,
                document=grant.document,
                valid_from=grant.valid_from,
                valid_to=grant.valid_to,
                by=_granter(heads, grant),
                at=at,
            )
            done.note(COMPETENCES, put)


@dataclass(frozen=True, slots=True)
class _Grant:
    account: Account
    office: Office
    acts: tuple[str, ...]
    items: tuple[str, ...]
    document: str
    granted_by: str
    valid_from: date
    valid_to: date | None


def _by_rules(file: CompetencesFile, *, at: datetime) -> Iterator[_Grant]:
    """The rules spread over all posts."""
    posted = Posting.objects.living(at).select_related("account", "office")
    for posting in posted.order_by("office__order", "pk"):
        for rule in file.rules:
            if posting.role in rule.roles and posting.office.kind in rule.kinds:
                yield _Grant(
                    account=posting.account,
                    office=posting.office,
                    acts=tuple(act.value for act in rule.acts),
                    items=rule.items,
                    document=file.document,
                    granted_by="",
                    valid_from=file.since,
                    valid_to=None,
                )


def _written_out(file: CompetencesFile) -> Iterator[_Grant]:
    for grant in file.grants:
        with told(COMPETENCES, grant.person):
            number = normalise_identifier(grant.person)
            account = Account.objects.filter(staff_number=number).first()
            office = Office.objects.filter(key=grant.office).first()
            if account is None or office is None:
                raise Refusal(f"没有这名人员，或没有机构 {grant.office}。")
        yield _Grant(
            account=account,
            office=office,
            acts=tuple(act.value for act in grant.acts),
            items=grant.items,
            document=grant.document or file.document,
            granted_by=grant.granted_by,
            valid_from=grant.since or file.since,
            valid_to=grant.until,
        )


def _granter(heads: Sequence[Posting], grant: _Grant) -> Actor:
    """The nearest head who is not the one granted to."""
    wanted = normalise_identifier(grant.granted_by)
    fitting = [
        head
        for head in heads
        if grant.office.lineage.startswith(head.office.lineage)
        and head.account_id != grant.account.pk
        and (not wanted or head.account.staff_number == wanted)
    ]
    if not fitting:
        raise Refusal("本单位和上级单位都没有另一名负责人可以授权。")
    nearest = max(fitting, key=lambda head: (len(head.office.lineage), -head.pk))
    return nearest.account.as_actor(post=nearest.post, office=nearest.office.name)
