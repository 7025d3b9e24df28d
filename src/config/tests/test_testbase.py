"""Each test finds the database as the migrations left it, whatever the one before committed."""

import pytest
from django.db import connection

from config.models import RequestCount


@pytest.mark.django_db(transaction=True)
class TestTestsWithRealTransactions:
    def test_one_commits(self) -> None:
        RequestCount.objects.create(key="left behind", window_ends=0, times=1)

        assert RequestCount.objects.count() == 1

    def test_the_next_finds_nothing_of_it_but_all_that_migrations_put_in(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM audit_chainhead")
            (heads,) = cursor.fetchone()

        assert RequestCount.objects.count() == 0
        assert heads == 64
