"""Applications at the edges of days and years."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from bureau.cases.models import Application, Case
from bureau.cases.queries.status import code_of
from bureau.cases.tests.factories import a_case, an_accepted_case, an_applicant
from bureau.notices.operations import have_letter_bytes
from bureau.notices.queries import letters_about, serve_letter
from bureau.notices.tests.paper import words_of
from bureau.workdays.models import CityClock
from tests.attacks.filled import fill_draft, submit
from tests.inhabitants import HOUSE, Inhabitants

CHINA = ZoneInfo("Asia/Shanghai")
LATER = dt.datetime(2027, 6, 1, 10, 0, tzinfo=CHINA)
"""A Tuesday of a year whose holidays nobody has announced."""


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=CHINA)


def move_city_to(moment: dt.datetime) -> None:
    """The city's clock shows this moment now."""
    ahead = moment - timezone.now()
    CityClock.objects.create(mode="trial", offset_seconds=int(ahead.total_seconds()), set_at=moment)


@pytest.mark.django_db
class TestTheLastSecondOfADay:
    def test_belongs_to_that_day(self, house: Inhabitants) -> None:
        case = a_case(at=at("2026-03-18T23:59:59"))

        assert case.number.split("-")[1] == "260318"
        assert case.received_at == at("2026-03-18T23:59:59")

    def test_counts_like_its_noon(self, house: Inhabitants) -> None:
        person = an_applicant("贺示例")

        noon = a_case(by=person, at=at("2026-03-18T12:00:00"))
        night = a_case(by=person, at=at("2026-03-18T23:59:59"))
        morning = a_case(by=person, at=at("2026-03-19T00:00:00"))

        assert noon.notice_due_at == night.notice_due_at
        assert night.notice_due_at is not None
        assert morning.notice_due_at is not None
        assert morning.notice_due_at.date() > night.notice_due_at.date()

    def test_of_the_year_gives_a_number_of_that_year_and_the_next_a_new_one(
        self, house: Inhabitants
    ) -> None:
        before = a_case(at=at("2026-12-31T23:59:59"))
        after = a_case(at=at("2027-01-01T00:00:00"))

        assert before.number.split("-")[1] == "261231"
        assert after.number.split("-")[1:3] == ["270101", "00001"]


@pytest.mark.django_db
class TestAMakeUpSaturday:
    def test_takes_applications_and_counts_as_a_working_day(self, house: Inhabitants) -> None:
        """2026-02-14 and 2026-02-28 work, 02-15 to 02-23 do not (春节)."""
        case = a_case(at=at("2026-02-14T10:00"))

        assert case.notice_due_at is not None
        assert case.notice_due_at.astimezone(CHINA).date() == dt.date(2026, 2, 28)

    def test_may_be_the_last_day_of_a_promise(self, house: Inhabitants) -> None:
        case = an_accepted_case(at=at("2026-02-14T10:00"))

        assert case.promise_due_at is not None
        assert case.promise_due_at.astimezone(CHINA).date() == dt.date(2026, 2, 28)
        assert not case.due_provisional

    @pytest.mark.parametrize("moment", ["2026-02-16T10:00", "2026-02-15T03:00"])
    def test_and_a_holiday_takes_them_too(self, house: Inhabitants, moment: str) -> None:
        case = a_case(at=at(moment))

        assert case.received_at == at(moment)


class TestAYearWithoutANotice:
    """Everything works, and whatever may still move says so."""

    @pytest.fixture
    def number(self, house: Inhabitants) -> str:
        """The number of an application that came in by the pages in that year."""
        move_city_to(LATER)
        owner = house.browser("owner")
        begun = owner.post(
            "/apply/tea-house/",
            {"office": house.things["office"], "party": str(house.account("owner").party.uid)},  # type: ignore[union-attr]
        )
        uid = str(begun["Location"]).split("/")[2]
        fill_draft(owner, uid)
        return submit(owner, uid)

    def accepted(self, house: Inhabitants, number: str) -> None:
        clerk = house.browser("clerk")
        clerk.post(f"/clerk/cases/{number}/judge/", {"verdict-plan": "good"})
        version = Case.objects.get(number=number).version
        answer = clerk.post(f"/clerk/cases/{number}/accept/", {"version": str(version)})
        assert answer.status_code == 302

    def test_takes_an_application_of_that_day(self, house: Inhabitants, number: str) -> None:
        assert number.split("-")[1] == "270601"

    @pytest.mark.parametrize("page", ["/mine/{}/", "/mine/{}/receipt/"])
    def test_says_so_where_the_applicant_waits_for_a_first_answer(
        self, house: Inhabitants, number: str, page: str
    ) -> None:
        assert "暂定" in house.browser("owner").get(page.format(number)).content.decode()

    def test_says_so_on_the_receipt(self, house: Inhabitants, number: str) -> None:
        (letter,) = letters_about("case", number)

        made = have_letter_bytes(letter.uid, by=HOUSE, at=LATER)
        assert made is not None

        assert "暂定" in words_of(b"".join(serve_letter(made).pieces))

    @pytest.mark.parametrize(
        ("who", "page"),
        [("owner", "/mine/{}/"), ("clerk", "/clerk/cases/{}/"), ("examiner", "/review/{}/")],
    )
    def test_says_so_of_the_day_of_the_decision(
        self, house: Inhabitants, number: str, who: str, page: str
    ) -> None:
        self.accepted(house, number)

        assert "暂定" in house.browser(who).get(page.format(number)).content.decode()

    def test_says_so_to_who_follows_without_signing_in(
        self, house: Inhabitants, number: str
    ) -> None:
        self.accepted(house, number)
        code = code_of(Application.objects.get(number=number).uid)

        page = Client().post("/follow/", {"number": number, "code": code}).content.decode()

        assert "暂定" in page
