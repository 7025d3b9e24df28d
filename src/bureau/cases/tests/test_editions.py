"""Which edition of an item governs a case, and that it stays so (同一标准)."""

from datetime import date, datetime, timedelta

import pytest
from tests.clauses import clause

from bureau.cases.facts import Channel, Confirmation, Device, TypedBy, Verdict
from bureau.cases.models import Application, Case
from bureau.cases.operations import counter
from bureau.cases.operations.counter import Judgement, MaterialsMissing
from bureau.cases.operations.submission import submit
from bureau.cases.queries.pages import case_page
from bureau.cases.tests.factories import (
    CHINA,
    LICENCE_ITEM,
    MORNING,
    POINTS,
    a_case,
    a_clerk,
    a_file,
    a_person,
    a_submission,
    an_applicant,
    an_application,
    an_item,
    judged,
)
from bureau.catalogue import operations as catalogue
from bureau.catalogue.elements import Limit, Mark, Material
from bureau.catalogue.models import Edition
from bureau.catalogue.tests.factories import a_row, keeper, publisher
from bureau.notices.queries import letters_about
from bureau.offices.tests.factories import COUNTY

pytestmark = pytest.mark.django_db

APRIL = date(2026, 4, 1)
IN_APRIL = datetime(2026, 4, 2, 10, 0, tzinfo=CHINA)


def a_newer_edition(*, promise: int = 3, in_force: date = APRIL) -> Edition:
    """From April on: one material more, another promise."""
    materials = (
        Material(key="plan", name="平面图", mark=Mark.CONFIRMED),
        Material(key="fire-report", name="消防检查意见", mark=Mark.CONFIRMED),
        Material(key="business-licence", name="营业执照", source="政府部门核发", shareable=True),
    )
    row = a_row(
        item=LICENCE_ITEM,
        number="2",
        valid_from=in_force,
        points=POINTS,
        materials=materials,
        promised_limit=Limit(value=promise, unit="working_day", mark=Mark.CONFIRMED),
    )
    catalogue.import_items([row], by=keeper(), at=MORNING)
    edition = Edition.objects.get(item__key=LICENCE_ITEM, number="2")
    return catalogue.put_in_force(edition.pk, by=keeper(), second=publisher(), at=MORNING)


def on_the_receipt(case: Case) -> list[str]:
    (receipt,) = [one for one in letters_about("case", case.number) if one.kind == "receipt"]
    return [line["name"] for line in receipt.data["materials"]]


@clause("2.1-b", "3.1.2-f")
class TestTheEdition:
    def test_of_the_day_of_receipt_says_what_may_be_asked_for(self) -> None:
        an_item()
        before = a_case(materials={})
        a_newer_edition()
        after = a_case(at=IN_APRIL, materials={})

        asked = [
            [one.key for one in counter.materials_of(case) if one.state == "absent"]
            for case in (before, after)
        ]

        assert asked == [["plan"], ["plan", "fire-report"]]

    def test_of_the_day_of_acceptance_governs_the_case(self) -> None:
        first = an_item()
        case = judged(a_case(at=datetime(2026, 3, 31, 10, 0, tzinfo=CHINA)))
        newer = a_newer_edition()

        accepted = counter.accept(case.number, by=a_clerk(), at=IN_APRIL)

        assert accepted.received_under_id == first.pk
        assert accepted.accepted_under_id == newer.pk

    def test_shortens_a_promise_at_once_and_never_lengthens_it(self) -> None:
        an_item()
        at = datetime(2026, 3, 31, 10, 0, tzinfo=CHINA)
        shortened = judged(a_case(at=at))
        a_newer_edition(promise=3)

        accepted = counter.accept(shortened.number, by=a_clerk(), at=IN_APRIL)

        assert (accepted.promise_value, accepted.promise_unit) == (3, "working_day")

    def test_that_promises_more_days_leaves_the_promise_as_it_was(self) -> None:
        an_item()
        case = judged(a_case(at=datetime(2026, 3, 31, 10, 0, tzinfo=CHINA)))
        a_newer_edition(promise=8)

        accepted = counter.accept(case.number, by=a_clerk(), at=IN_APRIL)

        assert (accepted.promise_value, accepted.promise_unit) == (5, "working_day")

    def test_of_a_case_stays_when_the_item_changes_later(self) -> None:
        first = an_item()
        case = counter.accept(judged(a_case()).number, by=a_clerk(), at=MORNING)
        due = case.promise_due_at

        a_newer_edition()

        case.refresh_from_db()
        page = case_page(case, at=IN_APRIL)
        assert case.accepted_under_id == first.pk
        assert case.promise_due_at == due
        assert [one.key for one in page.materials] == ["plan", "business-licence"]
        assert page.content.promised_limit is not None
        assert page.content.promised_limit.value == 5


@clause("3.1.2-f")
class TestTheReceipt:
    def test_lists_exactly_the_materials_of_the_list_that_were_handed_in(self) -> None:
        an_item()
        complete = a_case()
        a_newer_edition()
        both = a_case(at=IN_APRIL, materials={"plan": a_file(), "fire-report": a_file("意见.pdf")})
        one_of_them = a_case(at=IN_APRIL + timedelta(hours=1), by=an_applicant())

        assert on_the_receipt(complete) == ["平面图"]
        assert on_the_receipt(both) == ["平面图", "消防检查意见"]
        assert on_the_receipt(one_of_them) == ["平面图"]

    def test_nothing_outside_the_list_of_that_day_is_judged(self) -> None:
        an_item()
        case = a_case()
        a_newer_edition()

        with pytest.raises(MaterialsMissing, match="不在这个办件的材料清单里"):
            counter.judge_materials(
                case.number, [Judgement("fire-report", Verdict.MISSING)], by=a_clerk(), at=IN_APRIL
            )


def at_a_window() -> Application:
    clerk = a_clerk()
    return submit(
        a_submission(
            party_id=a_person("王示例").pk,
            channel=Channel.WINDOW,
            typed_by=TypedBy.STAFF,
            device=Device.HALL,
            confirmation=Confirmation.SIGNATURE,
        ),
        by=clerk,
        actor=clerk.as_actor(post="窗口人员", office=COUNTY),
        at=MORNING,
    )


@clause("3.1.2-g")
class TestOnlineAndAtAWindow:
    COMMON = (
        "item_key",
        "item_name",
        "procedure",
        "received_under_id",
        "authority_code",
        "office_key",
        "state",
        "statutory_value",
        "statutory_unit",
        "statutory_basis",
        "promise_value",
        "promise_unit",
        "notice_due_at",
    )

    def test_the_same_item_asks_promises_and_limits_the_same(self) -> None:
        an_item()
        online, window = an_application().cases.get(), at_a_window().cases.get()

        differences = {
            name: (getattr(online, name), getattr(window, name))
            for name in self.COMMON
            if getattr(online, name) != getattr(window, name)
        }

        assert differences == {}

    def test_conditions_materials_steps_and_points_are_the_same(self) -> None:
        an_item()
        cases = [one.cases.get() for one in (an_application(), at_a_window())]

        online, window = (case_page(case, at=MORNING) for case in cases)

        assert online.content == window.content
        assert [(m.key, m.necessary, m.standard) for m in online.materials] == [
            (m.key, m.necessary, m.standard) for m in window.materials
        ]
        assert [p.point.key for p in online.points] == [p.point.key for p in window.points]
        assert online.offered == window.offered

    def test_both_are_accepted_by_the_same_act_with_the_same_end(self) -> None:
        an_item()
        cases = [judged(one.cases.get()) for one in (an_application(), at_a_window())]

        online, window = (counter.accept(one.number, by=a_clerk(), at=MORNING) for one in cases)

        assert (online.promise_due_at, online.statutory_due_at) == (
            window.promise_due_at,
            window.statutory_due_at,
        )

    def test_only_the_facts_of_the_submission_differ(self) -> None:
        an_item()
        online, window = an_application(), at_a_window()

        assert (online.channel, online.typed_by, online.online) == ("web", "applicant", True)
        assert (window.channel, window.typed_by, window.online) == ("window", "staff", False)
        assert online.received_under_id == window.received_under_id
