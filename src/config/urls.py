"""Where each desk's pages begin. One line per desk."""

from django.urls import URLPattern, URLResolver, include, path

from config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.health, name="health"),
    path("accounts/", include("config.signin.urls")),
    # desks, one line each
    path("clerk/", include("desks.clerk.urls")),
    path("", include("desks.public.urls")),
    path("", include("desks.reviewer.urls")),
    path("", include("desks.hall.urls")),
    path("", include("desks.steward.urls")),
    path("", include("desks.supervisor.urls")),
    path("", include("desks.design.urls")),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
