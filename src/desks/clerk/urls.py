"""What the people at the windows open. One line per page."""

from django.urls import path

from desks.clerk.views import cases, day, deliver, find, home, papers, receive, visits

app_name = "clerk"

urlpatterns = [
    # the window
    path("", home.home, name="home"),
    path("window/", home.window, name="window"),
    path("call/", home.call, name="call"),
    path("line/", home.line, name="line"),
    path("tickets/", home.ticket, name="ticket"),
    path("day/", day.day, name="day"),
    path("find/", find.find, name="find"),
    path("look/", find.look, name="look"),
    # somebody at the window
    path("visits/<str:uid>/", visits.visit, name="visit"),
    path("visits/<str:uid>/person/", visits.person, name="person"),
    path("visits/<str:uid>/principal/", visits.principal, name="principal"),
    path("visits/<str:uid>/begin/", visits.begin, name="begin"),
    path("visits/<str:uid>/sheet/", visits.sheet, name="sheet"),
    path("visits/<str:uid>/end/", visits.end, name="end"),
    path("visits/<str:uid>/take-over/", day.take_over, name="take_over"),
    path("visits/<str:uid>/letters/<str:letter>/", papers.sheet, name="visit_letter"),
    # take an application in
    path("receive/<str:uid>/", receive.form, name="receive"),
    path("receive/<str:uid>/save/", receive.save, name="receive_save"),
    path("receive/<str:uid>/check/", receive.check, name="receive_check"),
    path("receive/<str:uid>/continue/", receive.go_on, name="receive_continue"),
    path("receive/<str:uid>/discard/", receive.discard, name="receive_discard"),
    path("receive/<str:uid>/files/<str:upload>/", papers.draft_file, name="draft_file"),
    # judge, answer, deliver
    path("cases/<path:number>/judge/", cases.judge, name="judge"),
    path("cases/<path:number>/accept/", cases.accept, name="accept"),
    path("cases/<path:number>/grant/", cases.grant, name="grant"),
    path("cases/<path:number>/notice/", cases.notice, name="notice"),
    path("cases/<path:number>/turn-away/", cases.turn_away, name="turn_away"),
    path("cases/<path:number>/correct/", cases.correct, name="correct"),
    path("cases/<path:number>/supplement/", cases.supplement, name="supplement"),
    path("cases/<path:number>/withdraw/", cases.withdraw, name="withdraw"),
    path("cases/<path:number>/deliver/", deliver.deliver, name="deliver"),
    path("cases/<path:number>/letters/<str:uid>/", papers.letter, name="letter"),
    path("cases/<path:number>/files/<str:upload>/", papers.file, name="file"),
    path("cases/<path:number>/", cases.case, name="case"),
]
