"""Status without signing in: few tries, few words, no names."""

from dataclasses import fields
from datetime import timedelta

import pytest

from bureau.cases.models import Case
from bureau.cases.operations.looking import LOCKED_FOR, TRIES, WrongCode, look_up_status
from bureau.cases.queries.status import PublicStatus, code_of
from bureau.cases.tests.factories import MORNING, a_case, a_granted_case, an_application

pytestmark = pytest.mark.django_db

WRONG = "AAAA-AAAA"


def code(case: Case) -> str:
    return code_of(case.application.uid)


class TestStatus:
    def test_opens_with_number_and_code_however_they_are_typed(self) -> None:
        case = a_case()
        typed = case.number.replace("-", " "), code(case).lower().replace("-", "")

        (status,) = look_up_status(*typed, at=MORNING)

        assert status.number == case.number
        assert status.state_label == "已收件"
        assert status.next_step == "我们正在核对材料。"

    def test_follows_the_case(self) -> None:
        case = a_granted_case()

        (status,) = look_up_status(case.number, code(case), at=MORNING)

        assert status.state_label == "已准予"
        assert status.decided_at == MORNING

    def test_tells_also_what_silence_did(self) -> None:
        case = a_case()

        (status,) = look_up_status(case.number, code(case), at=MORNING + timedelta(days=8))

        assert status.state_label == "已受理"
        assert status.accepted_at == case.received_at

    def test_names_nobody_and_holds_no_file(self) -> None:
        assert {field.name for field in fields(PublicStatus)} == {
            "number",
            "item_name",
            "state_label",
            "next_step",
            "received_at",
            "accepted_at",
            "due_at",
            "provisional",
            "decided_at",
            "closed_at",
        }


class TestGuessing:
    def test_does_not_say_whether_number_or_code_is_wrong(self) -> None:
        case = a_case()
        nobody_s = "990102-260318-99999-" + "0123456789"[_check("99010226031899999")]

        sentences = [
            _refusal(case.number, WRONG),
            _refusal(nobody_s, WRONG),
        ]

        assert len(set(sentences)) == 1

    def test_the_code_of_another_application_does_not_open_this_one(self) -> None:
        case, other = a_case(), a_case()

        with pytest.raises(WrongCode):
            look_up_status(case.number, code(other), at=MORNING)

    def test_after_five_wrong_codes_even_the_right_one_waits_half_an_hour(self) -> None:
        case = a_case()
        for _ in range(TRIES):
            _refusal(case.number, WRONG)

        with pytest.raises(WrongCode, match="半小时"):
            look_up_status(case.number, code(case), at=MORNING)
        after = look_up_status(case.number, code(case), at=MORNING + LOCKED_FOR)

        assert [status.number for status in after] == [case.number]

    def test_four_wrong_codes_lock_nothing(self) -> None:
        case = a_case()
        for _ in range(TRIES - 1):
            _refusal(case.number, WRONG)

        assert look_up_status(case.number, code(case), at=MORNING)

    def test_locks_one_number_and_no_other(self) -> None:
        case, neighbour = a_case(), an_application().cases.get()
        for _ in range(TRIES):
            _refusal(case.number, WRONG)

        assert look_up_status(neighbour.number, code(neighbour), at=MORNING)

    def test_a_number_that_cannot_be_one_is_said_so(self) -> None:
        with pytest.raises(WrongCode) as refused:
            look_up_status("12345", WRONG, at=MORNING)

        assert refused.value.field == "number"


def _refusal(number: str, typed: str) -> str:
    with pytest.raises(WrongCode) as refused:
        look_up_status(number, typed, at=MORNING)
    return refused.value.message


def _check(digits: str) -> int:
    p = 10
    for digit in digits:
        t = (p + int(digit)) % 10 or 10
        p = 2 * t % 11
    return (11 - p) % 10
