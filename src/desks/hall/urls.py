"""What the devices of a hall show, what a phone follows, and who keeps the devices."""

from django.urls import path

from desks.hall.views import board, home, kiosk, pad, ticket

app_name = "hall"

urlpatterns = [
    path("hall/", home.home, name="home"),
    path("hall/devices/", home.invite, name="invite"),
    path("hall/devices/<str:uid>/", home.change, name="device"),
    path("hall/enrol/<str:invitation>/", home.enrol, name="enrol"),
    path("hall/board/", board.board, name="board"),
    path("hall/kiosk/", kiosk.start, name="kiosk"),
    path("hall/kiosk/take/", kiosk.take, name="take"),
    path("hall/kiosk/<str:uid>/", kiosk.taken, name="taken"),
    path("hall/pad/", pad.pad, name="pad"),
    path("t/<str:uid>/", ticket.ticket, name="ticket"),
]
