"""Who is in the house and what lies on whose desk, read before anything is measured."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.clients import CLIENTS
from bench.patterns import ITEM
from bench.typed import posted
from bench.web import session_of
from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy
from bureau.cases.models import Application, Case, Draft, SubmittedMaterial
from bureau.cases.operations import drafts
from bureau.cases.states import State
from bureau.cases.submission import HandedIn, StoredFile, Submission
from bureau.catalogue import queries as catalogue
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.people.models import Account
from bureau.trial.staff import Staff

PAGES = 200
"""How many different cases a client opens, so that no page is only a repetition."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody signed in, and cases they may see."""

    account: Account
    session: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits to be accepted, and who may."""

    number: str
    clerk: Account
    session: str


class Scene:
    """Everything the clients of the measurement act on."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._staff = Staff(now)
        keys = Case.objects.filter(state=State.RECEIVED, item_key=ITEM)
        self.offices = sorted(set(keys.values_list("office_key", flat=True)))
        self.clerks = self._desks("accept", {Role.CLERK})
        self.reviewers = self._desks("examine", {Role.EXAMINER, Role.APPROVER})
        self.applicants = self._applicants()
        self.waiting = self._waiting()

    def _desks(self, act: str, roles: set[str]) -> list[Desk]:
        """One desk in each office whose people do this act."""
        found = []
        for office in self.offices:
            for one in offices.people_who_may(
                act=act, office_key=office, item_key=ITEM, at=self._now
            ):
                duties = offices.duties(one.account_id, self._now)
                if duties.has(*roles) and office in duties.covered:
                    account = Account.objects.get(pk=one.account_id)
                    found.append(self._desk(account, office))
                    break
        return found

    def _desk(self, account: Account, office: str) -> Desk:
        seen = Case.objects.filter(office_keys__contains=[office], state__in=["accepted", "closed"])
        numbers = tuple(seen.order_by("state", "-id").values_list("number", flat=True)[:PAGES])
        return Desk(account, session_of(account), numbers)

    def _applicants(self) -> list[Desk]:
        newest = (
            Application.objects.filter(account__isnull=False, idempotency_key__startswith="copy-")
            .select_related("account")
            .order_by("-id")
        )
        found: dict[int, tuple[Account, list[str]]] = {}
        for one in newest[: CLIENTS * PAGES]:
            assert one.account is not None
            found.setdefault(one.account.pk, (one.account, []))[1].append(one.number)
        return [
            Desk(account, session_of(account), tuple(numbers))
            for account, numbers in list(found.values())[: CLIENTS * 8]
        ]

    def _waiting(self) -> list[Waiting]:
        """In an order in which neighbours are of different offices."""
        desks = dict(zip(self.offices, self.clerks, strict=True))
        ready = Case.objects.filter(
            state=State.RECEIVED,
            item_key=ITEM,
            received_at__gte=self._now - timedelta(hours=1),
            application__idempotency_key__startswith="copy-",
        )
        return [
            Waiting(number, desks[office].account, desks[office].session)
            for number, office in ready.order_by("?").values_list("number", "office_key")
        ]

    def submissions(self) -> list[Callable[[str], tuple[Submission, Account]]]:
        """Complete submissions of this item at every office; made new by a key."""
        found = []
        for desk in self.applicants:
            source = Application.objects.get(number=desk.numbers[0])
            found.append(_again(source, desk.account))
        return found


def _again(source: Application, by: Account) -> Callable[[str], tuple[Submission, Account]]:
    """What was submitted once, to be submitted as another one."""
    item = source.cases.values_list("item_key", flat=True)[0]
    materials = {
        one.key: HandedIn(files=tuple(StoredFile(**file) for file in one.files), copies=one.copies)
        for one in SubmittedMaterial.objects.filter(application=source)
        if one.files or one.copies
    }

    def submission(key: str) -> tuple[Submission, Account]:
        return (
            Submission(
                idempotency_key=key,
                item_key=item,
                office_key=source.office_key,
                party_id=source.party_id,
                channel=Channel.WEB,
                typed_by=TypedBy.APPLICANT,
                device=Device.OWN,
                confirmation=Confirmation.ONLINE,
                answers=source.answers,
                situation=source.situation,
                materials=materials,
                delivery_wish=DeliveryWish.ELECTRONIC,
            ),
            by,
        )

    return submission


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """A draft with everything filled in, and what its page sends with the last button."""

    session: str
    uid: str
    edition: str


def typed_drafts(scene: Scene, many: int, now: datetime) -> list[TypedDraft]:
    """Drafts not yet submitted, each with the uploads of a complete application."""
    edition = catalogue.edition_in_force(ITEM, on=now.date())
    assert edition is not None
    uploads = {
        one.key: [file["upload"] for file in one.files]
        for one in SubmittedMaterial.objects.filter(
            application__number=scene.waiting[0].number, state="uploaded"
        )
    }
    found = []
    for desk in scene.applicants[:CLIENTS]:
        office = scene.offices[len(found) % len(scene.offices)]
        kept = drafts.start_draft(
            item_key=ITEM,
            office_key=office,
            party_id=desk.account.party_id,
            by=desk.account,
            at=now,
            content={
                "posted": posted(edition.content, person=desk.account.pk),
                "uploads": uploads,
            },
        )
        first = Draft.objects.get(uid=kept.uid)
        same = [
            Draft(**_columns(first) | {"uid": f"{first.uid}-{n}"}) for n in range(many // CLIENTS)
        ]
        Draft.objects.bulk_create(same)
        found += [TypedDraft(desk.session, one.uid, str(edition.id)) for one in same]
    return found


def _columns(draft: Draft) -> dict[str, object]:
    names = [field.attname for field in Draft._meta.concrete_fields if not field.primary_key]
    return {name: getattr(draft, name) for name in names}
