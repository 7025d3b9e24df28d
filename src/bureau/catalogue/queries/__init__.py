"""The questions to the catalogue; none of them writes."""

from bureau.catalogue.queries.editions import (
    CatalogueCounts,
    EditionFacts,
    counts,
    drafts,
    edition_by_id,
    edition_content,
    edition_in_force,
    editions_of,
    in_force,
    rows_in_force,
)
from bureau.catalogue.queries.laws import BasisText, legal_texts_for
from bureau.catalogue.queries.listings import (
    ListingFacts,
    items_at_hall,
    limits_for,
    listing_by_id,
    listing_for,
    listings,
    listings_of_item,
    listings_of_office,
)
from bureau.catalogue.queries.open_list import DepthShare, OpenItem, open_list, shares_by_depth
from bureau.catalogue.queries.search import FoundItem, browse, find_items
from bureau.catalogue.queries.stamps import is_loaded

__all__ = [
    "BasisText",
    "CatalogueCounts",
    "DepthShare",
    "EditionFacts",
    "FoundItem",
    "ListingFacts",
    "OpenItem",
    "browse",
    "counts",
    "drafts",
    "edition_by_id",
    "edition_content",
    "edition_in_force",
    "editions_of",
    "find_items",
    "in_force",
    "is_loaded",
    "items_at_hall",
    "legal_texts_for",
    "limits_for",
    "listing_by_id",
    "listing_for",
    "listings",
    "listings_of_item",
    "listings_of_office",
    "open_list",
    "rows_in_force",
    "shares_by_depth",
]
