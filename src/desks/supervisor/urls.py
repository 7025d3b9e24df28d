"""What those open who watch over the work. One line per page; fixed words before keys."""

from django.urls import path

from desks.supervisor.views import audit, cases, figures, home, overdue, tasks

app_name = "supervisor"

urlpatterns = [
    path("supervision/", home.home, name="home"),
    path("supervision/overdue/", overdue.overdue, name="overdue"),
    path("supervision/tasks/", tasks.tasks, name="tasks"),
    path("supervision/tasks/<uuid:uid>/", tasks.task, name="task"),
    path("supervision/tasks/<uuid:uid>/verify/", tasks.verify, name="verify"),
    path("supervision/tasks/<uuid:uid>/finish/", tasks.finish, name="finish"),
    path("supervision/audit/", audit.audit, name="audit"),
    path("supervision/case/<path:number>/", cases.case, name="case"),
    path("supervision/<slug:key>/", figures.indicator, name="indicator"),
    path("supervision/<slug:key>/cases/<slug:part>/", figures.rows, name="rows"),
]
