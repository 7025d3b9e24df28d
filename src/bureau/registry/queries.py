"""Questions put to the register."""

from dataclasses import dataclass
from datetime import date

from bureau.registry.models import Licence, LicenceState

CREDIT_CODE_LENGTH = 18
OF_MARKET_SUPERVISION = "9"


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

    def is_valid_on(self, day: date) -> bool:
        """Valid on that day: begun, not run out, not ended."""
        if self.state != LicenceState.VALID and (self.ended_on is None or day >= self.ended_on):
            return False
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def licence_by_token(token: str) -> LicenceFacts | None:
    """The licence a QR code or verification code leads to."""
    found = Licence.objects.filter(token=token).first() if token else None
    return _facts(found) if found else None


def licences_of(holder_id: int) -> list[LicenceFacts]:
    """Every licence a party holds or held, oldest first: its life 准入→准营→退出."""
    return [
        _facts(one) for one in Licence.objects.filter(holder_id=holder_id).order_by("issued_on")
    ]


def credit_code_of(holder_id: int, *, on: date) -> str:
    """The credit code on the business licence a holder has on that day; '' without one."""
    return next(
        (
            one.number
            for one in reversed(licences_of(holder_id))
            if one.number.startswith(OF_MARKET_SUPERVISION)
            and len(one.number) == CREDIT_CODE_LENGTH
            and one.is_valid_on(on)
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
    )
