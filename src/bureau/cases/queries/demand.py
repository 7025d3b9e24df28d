"""What people come for, counted from what they applied for."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count

from bureau.cases.models import Application
from bureau.kept import kept
from bureau.workdays.rules.ending import CHINA

DAYS = 30


@kept
def most_applied_for(*, on: date, limit: int) -> tuple[str, ...]:
    """Keys of the items most often applied for in the thirty days before ``on``; most first."""
    until = datetime.combine(on, time(), CHINA)
    counted = (
        Application.objects.filter(
            submitted_at__gte=until - timedelta(days=DAYS), submitted_at__lt=until
        )
        .values("cases__item_key")
        .annotate(times=Count("pk"))
        .order_by("-times", "cases__item_key")
    )
    return tuple(row["cases__item_key"] for row in counted[:limit])
