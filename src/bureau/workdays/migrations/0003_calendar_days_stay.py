"""The days of an edition can be added and read, nothing else."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("workdays", "0002_city_clock_only_grows"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.RunSQL(
            "select make_append_only('workdays_calendarday')",
            "select make_changeable('workdays_calendarday')",
        )
    ]
