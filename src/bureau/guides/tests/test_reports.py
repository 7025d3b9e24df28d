"""Anybody reports an error in a guide, gets a number, and finds the public answer by it."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.clauses import clause

from bureau.catalogue.tests.factories import NOON, an_edition, keeper
from bureau.guides.models import GuideReport
from bureau.guides.reports import (
    SOMEBODY,
    answer_report,
    days_to_answer,
    find_report,
    report_error,
    reports,
)
from bureau.offices.tests.factories import COUNTY
from bureau.refusal import Refusal
from bureau.tasks.queries import tasks_about

pytestmark = pytest.mark.django_db
WORDS = "平面图窗口说不用交。"


def a_report(words: str = WORDS) -> GuideReport:
    keeper()
    if not GuideReport.objects.exists():
        an_edition()
    return report_error("tea-house", words, by=SOMEBODY, at=NOON)


@clause("2.2-b")
class TestAReport:
    def test_gets_a_number_and_becomes_a_task_with_a_day(self) -> None:
        report = a_report()

        (task,) = tasks_about("guide_report", str(report.pk))
        assert find_report(report.number.lower()) == report
        assert task.owner_office == "city"
        assert task.due_at > NOON

    def test_sent_twice_is_one(self) -> None:
        assert a_report() == a_report()
        assert GuideReport.objects.count() == 1

    @pytest.mark.parametrize("words", ["", "  ", "不对", "长" * 1001])
    def test_must_say_something_of_a_length(self, words: str) -> None:
        with pytest.raises(Refusal, match="哪里不对"):
            a_report(words)

    def test_is_answered_for_all_to_read_and_how_long_it_took_is_measured(self) -> None:
        report = a_report()

        answer_report(
            report,
            corrected=True,
            answer="确实不用交，已改。",
            by=keeper(),
            at=NOON + timedelta(days=2),
        )

        (task,) = tasks_about("guide_report", str(report.pk))
        page = Client().get("/guides/reports/", {"number": report.number}).content.decode()
        assert task.outcome == "corrected"
        assert days_to_answer() == 2.0
        assert "确实不用交，已改。" in page
        assert WORDS not in page

    def test_waits_at_the_head_of_the_list_until_answered(self) -> None:
        first, second = a_report(), a_report("另一处也写错了。")
        answer_report(first, corrected=False, answer="没有写错。", by=keeper(), at=NOON)

        assert [one.pk for one in reports()] == [second.pk, first.pk]

    def test_is_answered_once_and_not_by_a_county(self) -> None:
        report = a_report()
        with pytest.raises(Refusal):
            answer_report(
                report, corrected=True, answer="已改好了。", by=keeper(office=COUNTY), at=NOON
            )
        answer_report(report, corrected=True, answer="已改好了。", by=keeper(), at=NOON)

        with pytest.raises(Refusal, match="已经答复"):
            answer_report(report, corrected=True, answer="又改好了。", by=keeper(), at=NOON)

    @pytest.mark.parametrize("number", ["", "1", "ZN-260506-99999", "ZN-200101-00001", "' OR 1"])
    def test_number_that_cannot_be_finds_nothing(self, number: str) -> None:
        a_report()

        assert find_report(number) is None
