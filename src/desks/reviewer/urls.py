"""What examiners and approvers open. One line per page.

A case's number may have a part after a slash, so the pages of one act stand before the case.
"""

from django.urls import path

from desks.reviewer.views import acting, case, files, look, work

app_name = "reviewer"

urlpatterns = [
    path("review/", work.home, name="home"),
    path("review/next/", work.take_next, name="next"),
    path("review/look/", look.ask, name="look"),
    path("review/<path:number>/take/", work.take, name="take"),
    path("review/<path:number>/find/", acting.find, name="find"),
    path("review/<path:number>/propose/", acting.propose, name="propose"),
    path("review/<path:number>/grant/", acting.grant, name="grant"),
    path("review/<path:number>/refuse/", acting.refuse, name="refuse"),
    path("review/<path:number>/return/", acting.return_proposal, name="return"),
    path("review/<path:number>/files/<str:uid>/", files.upload, name="file"),
    path("review/<path:number>/letters/<str:uid>/", files.letter, name="letter"),
    path("review/<path:number>/looked/", look.looked, name="looked"),
    path("review/<path:number>/", case.case, name="case"),
]
