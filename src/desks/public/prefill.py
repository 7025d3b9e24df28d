"""What we know already and need not ask again; every value says where it came from."""

from dataclasses import dataclass
from datetime import date

from bureau.people import queries as people
from bureau.people.models import IdentifierKind
from bureau.registry import queries as registry
from desks.design import formats
from desks.design.drafts import OpenDraft


@dataclass(frozen=True, slots=True)
class Known:
    value: str
    source: str


def known_of(draft: OpenDraft, *, on: date) -> dict[str, Known]:
    """Field → what stands in our own records for the party of this draft."""
    wanted = {field.prefill for field in draft.fields if field.prefill}
    if not wanted or draft.party_id is None:
        return {}
    facts = _facts(draft, wanted, on=on)
    return {field.key: facts[field.prefill] for field in draft.fields if field.prefill in facts}


def _facts(draft: OpenDraft, wanted: set[str], *, on: date) -> dict[str, Known]:
    facts = {"party.name": Known(draft.party_name, "来自您的登记信息，不对可以改")}
    if "party.uscc" in wanted and draft.party_uid:
        party = people.find_party(draft.party_uid)
        (view,) = people.party_views([party]) if party else (None,)
        if view is not None and view.number_kind == IdentifierKind.USCC.label:
            facts["party.uscc"] = Known(view.number, "来自登记的统一社会信用代码")
        elif code := registry.credit_code_of(draft.party_id or 0, on=on):
            facts["party.uscc"] = Known(code, "来自营业执照")
    if "party.address" in wanted:
        licence = max(
            (
                one
                for one in registry.licences_of(draft.party_id or 0)
                if one.place and one.is_valid_on(on)
            ),
            key=lambda one: one.issued_on,
            default=None,
        )
        if licence is not None:
            facts["party.address"] = Known(licence.place, _source(licence.kind, licence.issued_on))
    return facts


def _source(kind: str, issued_on: date) -> str:
    return f"来自{kind}（{formats.iso_day(issued_on)} 核发），不对可以改"
