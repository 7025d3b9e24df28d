"""The few tables that are the program's own and no room's."""

from typing import ClassVar

from django.db import models


class RequestCount(models.Model):
    """How often one address (as a digest) asked for one kind of thing in one window of time.

    The table is not written to the log of the database: after a crash counting begins anew.
    """

    key = models.CharField(max_length=80, primary_key=True)
    window_ends = models.BigIntegerField()
    times = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["window_ends"], name="config_requestcount_ends")]


class Installation(models.Model):
    """One row once this database has served real people; trial data never enters it again."""

    first_real_at = models.DateTimeField()
