"""The verbs of people. ``by`` is who acts, as the record names them."""

from bureau.people.operations.accounts import (
    close_account,
    join_party,
    note_failed_sign_in,
    note_sign_in,
    open_account,
    set_password,
    set_phone,
)
from bureau.people.operations.confidential import (
    GivenValue,
    note_confidential,
    note_confidentials,
    note_contact,
    reveal,
)
from bureau.people.operations.mandates import confirm_mandate, give_mandate, revoke_mandate
from bureau.people.operations.parties import (
    GivenNumber,
    identify,
    note_care_needs,
    note_number,
    register_organisation,
    register_person,
    rename_party,
    reveal_number,
)

__all__ = [
    "GivenNumber",
    "GivenValue",
    "close_account",
    "confirm_mandate",
    "give_mandate",
    "identify",
    "join_party",
    "note_care_needs",
    "note_confidential",
    "note_confidentials",
    "note_contact",
    "note_failed_sign_in",
    "note_number",
    "note_sign_in",
    "open_account",
    "register_organisation",
    "register_person",
    "rename_party",
    "reveal",
    "reveal_number",
    "revoke_mandate",
    "set_password",
    "set_phone",
]
