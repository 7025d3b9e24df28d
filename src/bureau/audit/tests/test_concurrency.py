"""Sixteen people at once: nobody waits for ever, no number is given twice."""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from bureau.audit.models import AuditLine, ChainHead
from bureau.audit.operations import LETTERS, at_close, operation, record
from bureau.audit.tests.factories import CLERK, NOON
from bureau.audit.verification import verify

AT_ONCE = 16
EACH = 12


@operation
def mixed(seed: int) -> None:
    """Letters and lines in an order that differs from operation to operation."""
    dice = random.Random(seed)
    for counter in dice.sample(range(64), 3):
        at_close(LETTERS, f"{counter:02}", partial(next_letter, counter))
    for case in dice.sample(range(40), 4):
        record("test.done", "thing", f"{seed}", by=CLERK, at=NOON, chain=f"case {case}")


def next_letter(counter: int) -> None:
    """What a letter counter does: hold one row until commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into config_test_counter values (%s, 1)"
            " on conflict (id) do update set last = config_test_counter.last + 1",
            [counter],
        )


def one_person(seed: int) -> None:
    try:
        for turn in range(EACH):
            mixed(seed * 1000 + turn)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
class TestSixteenAtOnce:
    def test_never_deadlock_and_leave_chains_without_a_hole(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("create table config_test_counter (id int primary key, last int)")
        try:
            with ThreadPoolExecutor(AT_ONCE) as people:
                for finished in [people.submit(one_person, seed) for seed in range(AT_ONCE)]:
                    finished.result(timeout=60)

            with connection.cursor() as cursor:
                cursor.execute("select sum(last) from config_test_counter")
                assert cursor.fetchone() == (AT_ONCE * EACH * 3,)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("drop table config_test_counter")

        verdict = verify()
        assert verdict.ok, verdict.first_bad
        assert verdict.lines == AT_ONCE * EACH * 4
        assert sum(head.seq for head in ChainHead.objects.all()) == verdict.lines
        assert AuditLine.objects.count() == verdict.lines
