"""Questions put to the register."""

from dataclasses import dataclass
from datetime import date

from bureau.registry.models import EntryNote, Licence
from bureau.registry.rules import is_business_number
from bureau.registry.words import SUPERSEDED, LicenceState, NoteKind

IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """What the public may see of a licence: everything on its face, no identity number."""

    number: str
    token: str
    kind: str
    item_key: str
    holder_name: str
    place: str
    scope: str
    authority_code: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: str
    state_label: str
    ended_on: date | None
    given_by_case: str
    holder_id: int
    source: str

    @property
    def is_superseded(self) -> bool:
        """A newer version of the same entry stands in its place."""
        return self.state in SUPERSEDED

    @property
    def term_is_known(self) -> bool:
        """Taken over without a last day, it may have one that only its paper tells."""
        return self.valid_to is not None or self.source != IMPORTED

    def is_valid_on(self, day: date) -> bool:
        """Valid on that day: begun, not run out, not ended."""
        if self.state != LicenceState.VALID and (self.ended_on is None or day >= self.ended_on):
            return False
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A state noted on an entry, and over which days."""

    label: str
    valid_from: date
    valid_to: date
    noted_on: date
    case_number: str


def licence_by_token(token: str) -> LicenceFacts | None:
    """The licence a QR code or verification code leads to."""
    found = Licence.objects.filter(token=token).first() if token else None
    return _facts(found) if found else None


def licences_of(holder_id: int) -> list[LicenceFacts]:
    """Every licence a party holds or held, oldest first: its life 准入→准营→退出."""
    return [
        _facts(one)
        for one in Licence.objects.filter(holder_id=holder_id).order_by("issued_on", "pk")
    ]


def versions_of(licence: LicenceFacts) -> list[LicenceFacts]:
    """The history of an entry: each version with its day and the case that made it, oldest
    first. The last is the one that counts today."""
    found = Licence.objects.filter(number=licence.number, holder_id=licence.holder_id)
    return [_facts(one) for one in found.order_by("pk")]


def notes_on(licence: LicenceFacts, *, on: date) -> list[NoteFacts]:
    """The states noted on an entry that begin later or still last on that day."""
    found = EntryNote.objects.filter(
        number=licence.number, holder_id=licence.holder_id, valid_to__gte=on
    )
    return [
        NoteFacts(
            label=NoteKind(one.kind).label,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            noted_on=one.noted_on,
            case_number=one.case_number,
        )
        for one in found.order_by("valid_from", "pk")
    ]


def credit_code_of(holder_id: int, *, on: date) -> str:
    """The credit code on the business licence a holder has on that day; '' without one."""
    return next(
        (
            one.number
            for one in reversed(licences_of(holder_id))
            if is_business_number(one.number) and one.is_valid_on(on)
        ),
        "",
    )


def is_in_the_register(number: str) -> bool:
    """Whether a valid entry has exactly this number."""
    return Licence.objects.filter(number=number, state=LicenceState.VALID).exists()


def licences_of_case(case_number: str) -> list[LicenceFacts]:
    """What one case gave."""
    return [_facts(one) for one in Licence.objects.filter(given_by_case=case_number)]


def _facts(licence: Licence) -> LicenceFacts:
    return LicenceFacts(
        number=licence.number,
        token=licence.token,
        kind=licence.kind,
        item_key=licence.item_key,
        holder_name=licence.holder_name,
        place=licence.place,
        scope=licence.scope,
        authority_code=licence.authority_code,
        issued_on=licence.issued_on,
        valid_from=licence.valid_from,
        valid_to=licence.valid_to,
        state=licence.state,
        state_label=LicenceState(licence.state).label,
        ended_on=licence.ended_on,
        given_by_case=licence.given_by_case,
        holder_id=licence.holder_id,
        source=licence.source,
    )
