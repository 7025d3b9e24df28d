"""Counters need no log; the table of jobs empties as fast as it fills and is vacuumed so."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("config", "0001_first_tables"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE config_requestcount SET UNLOGGED",
            "ALTER TABLE config_requestcount SET LOGGED",
        ),
        migrations.RunSQL(
            # Without statistics the oldest waiting job is searched for, not found: 30 a
            # second instead of 175 when measured.
            "ALTER TABLE procrastinate_jobs SET (autovacuum_vacuum_scale_factor = 0,"
            " autovacuum_vacuum_threshold = 500, autovacuum_analyze_scale_factor = 0,"
            " autovacuum_analyze_threshold = 200)",
            "ALTER TABLE procrastinate_jobs RESET (autovacuum_vacuum_scale_factor,"
            " autovacuum_vacuum_threshold, autovacuum_analyze_scale_factor,"
            " autovacuum_analyze_threshold)",
        ),
    ]
