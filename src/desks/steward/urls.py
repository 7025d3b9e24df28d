"""What those who keep the items open."""

from django.urls import path

from desks.steward import guide_urls
from desks.steward.views import (
    closing,
    exchange,
    listings,
    publishing,
    reading,
    sameness,
    writing,
)

app_name = "steward"

LISTING = "listings/<slug:office>/<slug:item>"
DRAFT = "items/<slug:item>/<int:edition>"

urlpatterns = [
    path("exchange/", exchange.home, name="exchange"),
    path("exchange/export/", exchange.export, name="export"),
    path("exchange/<uuid:uid>/", exchange.workbook, name="workbook"),
    path("exchange/<uuid:uid>/reading/", exchange.reading, name="reading"),
    *guide_urls.urlpatterns,
    path("sameness/", sameness.home, name="sameness"),
    path("sameness/export/", sameness.export, name="sameness_export"),
    path("sameness/elements/", sameness.choose, name="sameness_elements"),
    path("sameness/<uuid:uid>/", sameness.foreign_list, name="foreign_list"),
    path("sameness/<uuid:uid>/<slug:item>/", sameness.cell, name="cell"),
    path("listings/", listings.listings, name="listings"),
    path("listings/<slug:office>/", listings.office, name="office"),
    path("listings/<slug:office>/<slug:item>/", listings.listing, name="listing"),
    path(f"{LISTING}/confirm/", listings.confirm_listing, name="confirm_listing"),
    path(f"{LISTING}/outside/", listings.except_from_hall, name="except_from_hall"),
    path(f"{LISTING}/end/", listings.end_listing, name="end_listing"),
    path("items/", reading.home, name="home"),
    path("items/<slug:item>/", reading.item, name="item"),
    path("items/<slug:item>/compare/", reading.comparison, name="comparison"),
    path("items/<slug:item>/draft/", writing.open_draft, name="open_draft"),
    path("items/<slug:item>/close/", closing.closing, name="closing"),
    path("items/<slug:item>/close/now/", closing.confirm_closing, name="confirm_closing"),
    path("items/<slug:item>/close/back/", closing.drop_closing, name="drop_closing"),
    path(f"{DRAFT}/", reading.edition, name="edition"),
    path(f"{DRAFT}/suspend/", publishing.suspend, name="suspend"),
    path(f"{DRAFT}/resume/", publishing.resume, name="resume"),
    path(f"{DRAFT}/recall/", publishing.recall, name="recall"),
    path(f"{DRAFT}/draft/", writing.draft, name="draft"),
    path(f"{DRAFT}/draft/at/<str:place>/", writing.element, name="element"),
    path(f"{DRAFT}/draft/at/<str:place>/remove/", writing.remove, name="remove"),
    path(f"{DRAFT}/draft/at/<str:place>/move/", writing.move, name="move"),
    path(f"{DRAFT}/draft/add/", writing.add, name="add"),
    path(f"{DRAFT}/draft/undo/", writing.undo, name="undo"),
    path(f"{DRAFT}/draft/confirm/", writing.confirm, name="confirm"),
    path(f"{DRAFT}/draft/discard/", writing.discard, name="discard"),
    path(f"{DRAFT}/draft/present/", writing.present, name="present"),
    path(f"{DRAFT}/publish/", publishing.publication, name="publication"),
    path(f"{DRAFT}/publish/propose/", publishing.propose, name="propose"),
    path(f"{DRAFT}/publish/back/", publishing.send_back, name="send_back"),
    path(f"{DRAFT}/publish/now/", publishing.publish, name="publish"),
]
