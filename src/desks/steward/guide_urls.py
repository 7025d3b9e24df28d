"""What keepers open about guides: their consistency, findings, laws and reported errors."""

from django.urls import path

from desks.steward.views import findings, manuals, proving

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/<slug:item>/mend/", findings.mend, name="mend"),
    path("manuals/<slug:item>/", manuals.manual, name="manual"),
    path("manuals/<slug:item>/<slug:form>/", manuals.manual, name="manual_file"),
    path("consistency/", proving.consistency, name="consistency"),
    path("consistency/<slug:item>/", proving.consistency_of, name="consistency_of"),
]
