"""What keepers open about guides: their consistency, findings, laws and reported errors."""

from django.urls import path

from desks.steward.views import findings, handbooks, laws, proving, reports

urlpatterns = [
    path("guide-reports/", reports.reports, name="reports"),
    path("laws/", laws.laws, name="laws"),
    path("laws/changes/<int:change>/", laws.law_change, name="law_change"),
    path("laws/<str:document>/<str:article>/", laws.article, name="article"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<slug:item>/mend/", findings.mend, name="mend"),
    path("handbooks/<slug:item>/", handbooks.handbook, name="handbook"),
    path("handbooks/<slug:item>/<slug:form>/", handbooks.handbook, name="handbook_file"),
    path("consistency/", proving.consistency, name="consistency"),
    path("consistency/<slug:item>/", proving.consistency_of, name="consistency_of"),
]
