"""The verbs of the catalogue."""

from bureau.catalogue.files.yaml_files import Law
from bureau.catalogue.operations.closings import (
    confirm_closing,
    drop_closing,
    propose_closing,
)
from bureau.catalogue.operations.drafting import (
    ChangedElsewhere,
    add_element,
    change_element,
    clear_element,
    discard_draft,
    move_element,
    note_presence,
    open_draft,
    undo_change,
)
from bureau.catalogue.operations.editions import (
    confirm,
    open_for_trial,
    put_in_force,
    recall,
    resume,
    suspend,
    withdraw,
)
from bureau.catalogue.operations.imports import Imported, import_items, plan_import
from bureau.catalogue.operations.laws import load_laws
from bureau.catalogue.operations.listings import (
    Claim,
    claim_listing,
    claim_listings,
    confirm_listing,
    end_listing,
    except_from_hall,
)
from bureau.catalogue.operations.publishing import propose, publish_proposed, return_draft
from bureau.catalogue.operations.stamps import stamp

__all__ = [
    "ChangedElsewhere",
    "Claim",
    "Imported",
    "Law",
    "add_element",
    "change_element",
    "claim_listing",
    "claim_listings",
    "clear_element",
    "confirm",
    "confirm_closing",
    "confirm_listing",
    "discard_draft",
    "drop_closing",
    "end_listing",
    "except_from_hall",
    "import_items",
    "load_laws",
    "move_element",
    "note_presence",
    "open_draft",
    "open_for_trial",
    "plan_import",
    "propose",
    "propose_closing",
    "publish_proposed",
    "put_in_force",
    "recall",
    "resume",
    "return_draft",
    "stamp",
    "suspend",
    "undo_change",
    "withdraw",
]
