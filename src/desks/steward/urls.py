"""What those who keep the items open; for the time being only to read."""

from django.urls import path

from desks.steward import views

app_name = "steward"

urlpatterns = [
    path("items/", views.home, name="home"),
    path("items/<slug:item>/", views.item, name="item"),
    path("items/<slug:item>/<int:edition>/", views.edition, name="edition"),
]
