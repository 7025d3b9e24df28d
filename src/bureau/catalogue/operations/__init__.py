"""The verbs of the catalogue."""

from bureau.catalogue.files.yaml_files import Law
from bureau.catalogue.operations.editions import (
    confirm,
    open_for_trial,
    put_in_force,
    suspend,
    withdraw,
)
from bureau.catalogue.operations.imports import Imported, import_items, plan_import
from bureau.catalogue.operations.laws import load_laws
from bureau.catalogue.operations.listings import (
    Claim,
    claim_listing,
    claim_listings,
    end_listing,
)
from bureau.catalogue.operations.stamps import stamp

__all__ = [
    "Claim",
    "Imported",
    "Law",
    "claim_listing",
    "claim_listings",
    "confirm",
    "end_listing",
    "import_items",
    "load_laws",
    "open_for_trial",
    "plan_import",
    "put_in_force",
    "stamp",
    "suspend",
    "withdraw",
]
