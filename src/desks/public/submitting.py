"""A checked draft as one submission: once, however often it is sent."""

from datetime import datetime

from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy
from bureau.cases.operations.answers import keep_answers
from bureau.cases.operations.submission import submit
from bureau.cases.submission import Submission
from bureau.people import operations as people
from bureau.people.models import Account, Contact
from desks.design.drafts import OpenDraft


def submit_draft(draft: OpenDraft, *, by: Account, mobile: bool, at: datetime) -> str:
    """The number of the application this draft became; the draft must be valid."""
    actor = by.as_actor()
    answers = keep_answers(draft.content, draft.typed.values, by=actor, at=at)
    told = draft.contact.cleaned_data
    contact = people.note_contact(
        name=told["contact_name"] or draft.party_name,
        wish=Contact.Wish(told["contact_wish"]),
        phone=told["contact_phone"],
        address=told["contact_address"],
        by=actor,
        at=at,
    )
    own = draft.party_id == by.party_id
    submission = Submission(
        # One draft is one application, whichever page or device sends it.
        idempotency_key=f"draft-{draft.uid}",
        item_key=draft.item,
        office_key=draft.office,
        party_id=draft.party_id or 0,
        agent_id=None if own else by.party_id,
        channel=Channel.MOBILE if mobile else Channel.WEB,
        typed_by=TypedBy.APPLICANT if own else TypedBy.AGENT,
        device=Device.OWN,
        confirmation=Confirmation.ONLINE,
        answers=answers,
        situation=draft.situation,
        materials=draft.handed_in(),
        contact_id=contact.pk,
        delivery_wish=DeliveryWish(told["delivery_wish"]),
        draft_uid=draft.uid,
        seen_edition=draft.edition_id,
    )
    return submit(submission, by=by, actor=actor, at=at).number
