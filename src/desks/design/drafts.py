"""What a draft holds, read and written by the pages of applying.

A draft keeps what the browser sent, field by field, and the uploads of each material; the
form of the edition gives it a meaning again when it is opened.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.http import QueryDict

from bureau.cases.operations.drafts import opened
from bureau.cases.queries.access import find_draft
from bureau.cases.submission import HandedIn, StoredFile
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, FormField, Section
from bureau.files import queries as files
from bureau.people.models import Account
from desks.design.contacts import ContactForm
from desks.design.forms import HouseForm, build_form
from desks.design.situations import chosen

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "once", "go", "drop"})


@dataclass(frozen=True)
class OpenDraft:
    """A draft in the clear, for the person who writes it."""

    uid: str
    version: int
    item: str
    office: str
    party_id: int | None
    party_uid: str
    party_name: str
    edition_id: int
    began_under: int
    submitted_number: str
    visit_uid: str
    agent: str
    own_data: bool
    posted: Mapping[str, Sequence[str]]
    uploads: Mapping[str, Sequence[str]]
    waived: frozenset[str] = frozenset()
    """Materials that this office does not ask for."""

    @cached_property
    def content(self) -> EditionContent:
        return catalogue.edition_content(self.edition_id)

    @property
    def sections(self) -> tuple[Section, ...]:
        form = self.content.application_form()
        return form.sections if form else ()

    @property
    def fields(self) -> list[FormField]:
        return [field for section in self.sections for field in section.fields]

    @cached_property
    def data(self) -> QueryDict:
        """What was typed, as the browser sent it."""
        data = QueryDict(mutable=True)
        for name, values in self.posted.items():
            data.setlist(name, list(values))
        return data

    @cached_property
    def situation(self) -> dict[str, str]:
        return chosen(self.content, self.data)

    @cached_property
    def form_class(self) -> type[HouseForm]:
        return build_form(self.fields, answers=dict(self.situation), own_data=self.own_data)

    @cached_property
    def typed(self) -> HouseForm:
        """The form with what was typed, checked."""
        return self.form_class(self.data)

    @cached_property
    def contact(self) -> ContactForm:
        return ContactForm(self.data)

    @property
    def given(self) -> dict[str, object]:
        """Answers and situation: what decides which materials and points apply."""
        return {**self.typed.draft, **self.situation}

    def with_typed(self, data: QueryDict) -> "OpenDraft":
        """The same draft with what this request carries; what it leaves out stays."""
        posted = {name: values for name, values in data.lists() if name not in NOT_KEPT}
        return _again(self, posted={**self.posted, **posted})

    def with_part(self, data: QueryDict, *, owns: Callable[[str], bool]) -> "OpenDraft":
        """The same draft with one page of several typed anew: what was unticked there is
        gone, what stands on other pages stays."""
        others = {name: values for name, values in self.posted.items() if not owns(name)}
        typed = {name: values for name, values in data.lists() if owns(name)}
        return _again(self, posted={**others, **typed})

    def retyped(self, data: QueryDict) -> "OpenDraft":
        """The same draft as a page that sends everything has it: what was unticked is gone."""
        return _again(
            self, posted={name: values for name, values in data.lists() if name not in NOT_KEPT}
        )

    def with_uploads(self, material: str, uids: Sequence[str]) -> "OpenDraft":
        return _again(self, uploads={**self.uploads, material: list(uids)})

    def kept(self) -> dict[str, Any]:
        """The whole content, as it is saved."""
        kept: dict[str, Any] = {"posted": dict(self.posted), "uploads": dict(self.uploads)}
        return {**kept, "agent": self.agent} if self.agent else kept

    def handed_in(self) -> dict[str, HandedIn]:
        """The uploads of the materials that these answers call for."""
        wanted = {material.key for material in self.content.materials_for(self.given)}
        return {
            key: HandedIn(files=stored(uids))
            for key, uids in self.uploads.items()
            if key in wanted and uids
        }


def _again(draft: OpenDraft, **changes: Any) -> OpenDraft:
    # Cached values belong to the old content; a new instance works them out anew.
    return replace(draft, **changes)


def stored(uids: Sequence[str]) -> tuple[StoredFile, ...]:
    """Uploads as a submission freezes them: by hash."""
    return tuple(
        StoredFile(upload=one.uid, name=one.name, sha256=one.sha256, size=one.size, kind=one.kind)
        for one in files.find_uploads(uids)
    )


def open_draft(uid: str, *, viewer: Account, on: date, own_data: bool = True) -> OpenDraft | None:
    """The viewer's draft under the edition in force: it follows the newest one.

    ``own_data`` is False where somebody types for another (a window).
    """
    draft = find_draft(uid, viewer=viewer)
    if draft is None:
        return None
    kept = opened(draft)
    edition = catalogue.edition_in_force(draft.item_key, on=on)
    listing = catalogue.listing_for(draft.item_key, draft.office_key, on=on)
    return OpenDraft(
        uid=draft.uid,
        version=draft.version,
        item=draft.item_key,
        office=draft.office_key,
        party_id=draft.party_id,
        party_uid=str(draft.party.uid) if draft.party else "",
        party_name=draft.party.name if draft.party else "",
        edition_id=edition.id if edition else draft.edition_id,
        began_under=draft.edition_id,
        submitted_number=draft.submitted_as.number if draft.submitted_as else "",
        visit_uid=draft.visit_uid,
        agent=kept.get("agent", ""),
        own_data=own_data,
        posted=kept.get("posted", {}),
        uploads=kept.get("uploads", {}),
        waived=frozenset(listing.waived if listing else ()),
    )


def purpose_of(draft_uid: str, material: str) -> str:
    """For which material of which draft a file is kept."""
    return f"draft:{draft_uid}:{material}"
