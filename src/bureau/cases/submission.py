"""What is handed in, as plain values: the same whether it comes from a phone or a window."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bureau.cases.facts import (
    Channel,
    Confirmation,
    DeliveryWish,
    Device,
    MaterialState,
    TypedBy,
)
from bureau.catalogue.elements import EditionContent, Material
from bureau.refusal import Refusal


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was kept: frozen by its hash."""

    upload: str
    name: str
    sha256: str
    size: int
    kind: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "upload": self.upload,
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
            "kind": self.kind,
        }


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One material as it was handed in: files, or so many sheets of paper."""

    files: tuple[StoredFile, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission. ``answers`` hold references to persons, never their numbers."""

    idempotency_key: str
    item_key: str
    office_key: str
    party_id: int
    channel: Channel
    typed_by: TypedBy
    device: Device
    confirmation: Confirmation
    answers: Mapping[str, Any] = field(default_factory=dict)
    situation: Mapping[str, str] = field(default_factory=dict)
    materials: Mapping[str, HandedIn] = field(default_factory=dict)
    contact_id: int | None = None
    delivery_wish: DeliveryWish = DeliveryWish.PICK_UP
    agent_id: int | None = None
    by_appointment: bool = False
    visit_uid: str = ""
    care_need: str = ""
    draft_uid: str = ""
    hall_key: str = ""
    seen_edition: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one material of the list stands after a submission."""

    material: Material
    state: MaterialState
    handed_in: HandedIn

    @property
    def is_called_for(self) -> bool:
        # A conditional material whose situation is met is as necessary as any other.
        return self.material.necessary or self.material.when is not None

    @property
    def is_missing(self) -> bool:
        return self.is_called_for and self.state == MaterialState.ABSENT

    @property
    def needs_judging(self) -> bool:
        return self.state in (
            MaterialState.UPLOADED,
            MaterialState.PAPER,
            MaterialState.ABSENT,
        )


class NotOnTheList(Refusal):
    """A material that the item does not ask for was handed in or asked for."""


def material_standings(
    content: EditionContent,
    *,
    given: Mapping[str, object],
    handed_in: Mapping[str, HandedIn],
    waived: Sequence[str] = (),
) -> list[Standing]:
    """Every material these answers call for and how it stands, in the list's order.

    What is generated from the form, had by sharing or waived is never asked of the
    applicant. A material outside the list is refused (优化营商环境条例第三十五条).
    """
    wanted = content.materials_for(dict(given))
    known = {material.key for material in content.materials}
    if foreign := sorted(set(handed_in) - known):
        raise NotOnTheList(
            f"“{'、'.join(foreign)}”不在这个事项的材料清单里，不用交。请去掉后再提交。"
        )
    standings = []
    for material in wanted:
        own = handed_in.get(material.key, HandedIn())
        if own.files:
            state = MaterialState.UPLOADED
        elif own.copies:
            state = MaterialState.PAPER
        elif material.generated:
            state = MaterialState.GENERATED
        elif material.key in waived:
            state = MaterialState.WAIVED
        elif material.shareable:
            state = MaterialState.HELD
        else:
            state = MaterialState.ABSENT
        standings.append(Standing(material=material, state=state, handed_in=own))
    return standings
