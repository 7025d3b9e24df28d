"""What keepers open about guides: their consistency, findings, laws and reported errors."""

from django.urls import path

from desks.steward.views import proving

urlpatterns = [
    path("consistency/", proving.consistency, name="consistency"),
    path("consistency/<slug:item>/", proving.consistency_of, name="consistency_of"),
]
