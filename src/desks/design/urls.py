from django.urls import path
from django.views.i18n import set_language

from desks.design import views

app_name = "design"

urlpatterns = [
    path("mode/", views.mode, name="mode"),
    path("language/", set_language, name="language"),
    path("design/", views.gallery, name="gallery"),
    path("design/draft/", views.draft, name="draft"),
    path("design/refused/", views.refused, name="refused"),
    path("design/<slug:name>/", views.shell, name="shell"),
]
