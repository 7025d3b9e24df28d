"""The clocks of a licence and of a registration."""

import datetime as dt
from fractions import Fraction

import pytest

from bureau.refusal import Refusal
from bureau.workdays.rules import Pause, Term, Unit, keeps_within, licence, read_term, registration
from bureau.workdays.tests.calendars import CALENDAR, at, day

RECEIVED = at("2023-09-28T16:00:00")
NOTICE_LIMIT = at("2023-10-11T17:00:00")


class TestSilenceOnALicence:
    def deemed(
        self, moment: dt.datetime, *, answered_at: dt.datetime | None = None, online: bool = False
    ) -> dt.datetime | None:
        return licence.deemed_accepted_at(
            RECEIVED, answered_at=answered_at, at=moment, calendar=CALENDAR, online=online
        )

    def test_has_five_working_days(self) -> None:
        found = licence.notice_due(RECEIVED, calendar=CALENDAR)

        assert found.due == NOTICE_LIMIT

    def test_accepts_nothing_while_the_notice_can_still_be_given(self) -> None:
        assert self.deemed(NOTICE_LIMIT) is None

    def test_accepts_from_the_receipt_once_it_is_too_late(self) -> None:
        assert self.deemed(NOTICE_LIMIT + dt.timedelta(seconds=1)) == RECEIVED

    def test_accepts_nothing_when_an_answer_came_in_time(self) -> None:
        a_year_later = at("2024-10-11T10:00:00")

        assert self.deemed(a_year_later, answered_at=NOTICE_LIMIT) is None

    def test_is_not_undone_by_a_late_answer(self) -> None:
        late = at("2023-10-12T09:00:00")

        assert self.deemed(at("2023-10-20T09:00:00"), answered_at=late) == RECEIVED

    def test_lasts_until_midnight_for_an_answer_online(self) -> None:
        assert self.deemed(at("2023-10-11T20:00:00"), online=True) is None
        assert self.deemed(at("2023-10-12T00:00:00"), online=True) == RECEIVED

    def test_starts_the_decision_clock_at_the_receipt(self) -> None:
        found = licence.decision_due(RECEIVED, calendar=CALENDAR)

        assert found.due == at("2023-11-01T17:00:00")


class TestTheDecisionOnALicence:
    def test_may_be_extended_once_before_it_is_due(self) -> None:
        limit = licence.decision_due(at("2024-01-22T09:00:00"), calendar=CALENDAR).due

        assert licence.may_extend(limit, limit=limit, extended=False)
        assert not licence.may_extend(limit, limit=limit, extended=True)
        assert not licence.may_extend(limit + dt.timedelta(seconds=1), limit=limit, extended=False)

    def test_moves_by_pauses_and_extension_together(self) -> None:
        found = licence.decision_due(
            at("2024-03-04T09:00:00"),
            calendar=CALENDAR,
            pauses=[Pause(day("2024-03-12"), day("2024-03-25"), "检验")],
            extend=licence.DECISION_EXTENSION,
        )

        assert found.due == at("2024-04-29T17:00:00")


class TestSupplementsAndDebts:
    def test_the_applicant_has_thirty_natural_days_rolled_off_a_holiday(self) -> None:
        found = licence.supplement_due(at("2024-09-05T10:00:00"), calendar=CALENDAR)

        assert found.due == at("2024-10-08T23:59:59")

    def test_a_debt_is_never_due_after_the_promise(self) -> None:
        promise = at("2026-03-13T17:00:00")

        def owed(value: int) -> dt.datetime:
            return licence.debt_due(
                at("2026-03-09T10:00:00"),
                Term(value, Unit.WORKING_DAY),
                promise_due=promise,
                calendar=CALENDAR,
            )

        assert owed(3) == at("2026-03-12T17:00:00")
        assert owed(5) == promise


class TestARegistration:
    def test_is_done_on_the_spot_or_in_three_working_days(self) -> None:
        received = at("2025-01-26T15:00:00")

        at_once = registration.registration_due(
            received, registration.ON_THE_SPOT, calendar=CALENDAR
        )
        later = registration.registration_due(received, calendar=CALENDAR)
        extended = registration.registration_due(
            received, calendar=CALENDAR, extend=registration.REGISTRATION_EXTENSION
        )

        assert at_once.due == at("2025-01-26T17:00:00")
        assert later.due == at("2025-02-06T17:00:00")
        assert extended.due == at("2025-02-10T17:00:00")


class TestTerms:
    @pytest.mark.parametrize(
        ("value", "unit", "days"),
        [
            (0, "on_the_spot", Fraction(0)),
            (4, "working_hour", Fraction(1, 2)),
            (1, "session", Fraction(1, 2)),
            (20, "working_day", Fraction(20)),
            (7, "natural_day", Fraction(5)),
            (2, "month", Fraction(42)),
            (1, "year", Fraction(252)),
        ],
    )
    def test_compare_in_working_days(self, value: int, unit: str, days: Fraction) -> None:
        assert read_term(value, unit).in_working_days() == days

    def test_a_promise_is_no_longer_than_the_law(self) -> None:
        law = read_term(10, "working_day")

        assert keeps_within(read_term(14, "natural_day"), law)
        assert not keeps_within(read_term(15, "natural_day"), law)
        assert keeps_within(read_term(15, "natural_day"), None)

    @pytest.mark.parametrize(
        ("value", "unit", "words"),
        [
            (0, "on_the_spot", "当场"),
            (None, "on_the_spot", "当场"),
            (1, "on_the_spot", "当场"),
            (0.5, "working_day", "半个工作日"),
            ("0.5", "working_day", "半个工作日"),
            (1, "half_day", "半个工作日"),
            (3, "session", "3个半天"),
            (20, "working_day", "20个工作日"),
            (30, "natural_day", "30日"),
            (4, "working_hour", "4个小时"),
            (2, "month", "2个月"),
            (1, "year", "1年"),
        ],
    )
    def test_are_said_as_people_say_them(self, value: object, unit: str, words: str) -> None:
        assert str(read_term(value, unit)) == words

    @pytest.mark.parametrize(
        ("value", "unit", "sentence"),
        [
            (0, "working_day", "至少为 1"),
            (-1, "working_day", "至少为 1"),
            (5, "on_the_spot", "应为 0"),
            (1.5, "working_day", "应为整数"),
            (0.5, "month", "应为整数"),
            ("\uff15", "working_day", "半角数字"),
            ("五", "working_day", "应为整数"),
            (True, "working_day", "应为整数"),
            (None, "working_day", "应为整数"),
            (float("nan"), "working_day", "应为整数"),
            (10**9, "working_day", "过大"),
            (1e300, "year", "过大"),
            (5, "workday", "期限单位不认识"),
            (5, None, "期限单位不认识"),
        ],
    )
    def test_that_make_no_sense_are_refused(
        self, value: object, unit: object, sentence: str
    ) -> None:
        with pytest.raises(Refusal, match=sentence):
            read_term(value, unit)
