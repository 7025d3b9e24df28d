"""What stands in the register, and until when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bureau.audit.queries import timeline
from bureau.people.identifiers import mod_11_10
from bureau.people.models import Party
from bureau.registry.models import Licence
from bureau.registry.operations import (
    NumberTaken,
    end_licences,
    enter_known_licence,
    reissue_licence,
)
from bureau.registry.queries import (
    credit_code_of,
    is_in_the_register,
    licence_by_token,
    licences_of,
    licences_of_case,
)
from bureau.registry.tests.factories import CLERK, NOON, a_holder, a_licence

pytestmark = pytest.mark.django_db


class TestIssue:
    def test_a_food_licence_runs_five_years_to_the_day_before(self) -> None:
        licence = a_licence(valid_from=date(2026, 3, 2))

        assert licence.valid_to == date(2031, 3, 1)
        assert mod_11_10(licence.number[2:15]) == licence.number[15]

    def test_the_next_one_of_the_division_gets_the_next_number(self) -> None:
        first, second = a_licence(), a_licence()

        assert first.number[9:15] == "000001"
        assert second.number[9:15] == "000002"

    def test_every_division_counts_for_itself(self) -> None:
        a_licence(division="990102")

        elsewhere = a_licence(division="990100", area="990100")

        assert elsewhere.number[9:15] == "000001"

    def test_numbers_by_year_begin_anew_with_the_year(self) -> None:
        this_year = [a_licence(number_rule="filing").number for _ in range(2)]

        next_year = a_licence(number_rule="filing", valid_from=date(2027, 1, 4)).number

        assert this_year == ["某县备〔2026〕00001", "某县备〔2026〕00002"]
        assert next_year == "某县备〔2027〕00001"

    def test_numbers_of_the_division_do_not(self) -> None:
        a_licence()

        later = a_licence(valid_from=date(2027, 1, 4))

        assert later.number[9:15] == "000002"

    def test_is_found_by_its_token_and_by_its_case_and_leaves_a_line(self) -> None:
        licence = a_licence()

        by_token = licence_by_token(licence.token)
        (by_case,) = licences_of_case(licence.given_by_case)

        assert by_token == by_case
        assert by_case.number == licence.number
        assert [line.act for line in timeline("licence", licence.number)] == ["licence.issued"]

    def test_its_token_is_not_its_number_and_never_the_same(self) -> None:
        first, second = a_licence(), a_licence()

        assert first.token != second.token
        assert len(first.token) == 24
        assert licence_by_token(first.number) is None
        assert licence_by_token("") is None

    def test_two_valid_ones_never_have_one_number(self) -> None:
        licence = a_licence()
        other = a_licence()

        with pytest.raises(IntegrityError), transaction.atomic():
            Licence.objects.filter(pk=other.pk).update(number=licence.number)

    def test_an_end_before_the_beginning_cannot_be_kept(self) -> None:
        licence = a_licence()

        with pytest.raises(IntegrityError), transaction.atomic():
            Licence.objects.filter(pk=licence.pk).update(valid_to=date(2026, 3, 1))


class TestValidOnADay:
    @pytest.mark.parametrize(
        ("day", "valid"),
        [
            (date(2026, 3, 1), False),
            (date(2026, 3, 2), True),
            (date(2031, 3, 1), True),
            (date(2031, 3, 2), False),
        ],
    )
    def test_from_its_first_to_its_last_day(self, day: date, valid: bool) -> None:
        licence = licence_by_token(a_licence(valid_from=date(2026, 3, 2)).token)

        assert licence is not None
        assert licence.is_valid_on(day) is valid

    def test_without_an_end_it_stays_valid(self) -> None:
        licence = licence_by_token(a_licence(validity_value=0, validity_unit="").token)

        assert licence is not None
        assert licence.valid_to is None
        assert licence.is_valid_on(date(2099, 1, 1))

    def test_what_was_ended_was_valid_until_the_day_before(self) -> None:
        licence = a_licence()

        ended(licence, on=date(2026, 6, 10))

        facts = licence_by_token(licence.token)
        assert facts is not None
        assert facts.is_valid_on(date(2026, 6, 9))
        assert not facts.is_valid_on(date(2026, 6, 10))


def ended(licence: Licence, *, on: date, number: str = "") -> tuple[str, ...]:
    return end_licences(
        holder_id=licence.holder_id,
        item_keys=(licence.item_key,),
        case_number="990102-260610-00001-0",
        on=on,
        number=number,
        by=CLERK,
        at=NOON,
    )


class TestEnd:
    def test_says_when_and_by_which_case_and_leaves_a_line(self) -> None:
        licence = a_licence()

        numbers = ended(licence, on=date(2026, 6, 10))

        facts = licence_by_token(licence.token)
        assert numbers == (licence.number,)
        assert facts is not None
        assert facts.state_label == "已注销"
        assert facts.ended_on == date(2026, 6, 10)
        lines = timeline("licence", licence.number)
        assert [line.act for line in lines] == ["licence.issued", "licence.ended"]

    def test_leaves_other_items_and_other_holders_alone(self) -> None:
        licence = a_licence()
        other_item = a_licence(holder=licence.holder, item_key="food-vendor-registration")
        other_holder = a_licence(holder=a_holder("另一家店"))

        ended(licence, on=date(2026, 6, 10))

        still = [licence_by_token(one.token) for one in (other_item, other_holder)]
        assert all(one is not None and one.is_valid_on(date(2026, 7, 1)) for one in still)

    def test_of_several_shops_only_the_one_whose_number_is_named(self) -> None:
        closing = a_licence()
        staying = a_licence(holder=closing.holder)

        numbers = ended(closing, on=date(2026, 6, 10), number=f" {closing.number.lower()}")

        facts = licence_by_token(staying.token)
        assert numbers == (closing.number,)
        assert facts is not None
        assert facts.is_valid_on(date(2026, 7, 1))

    def test_twice_ends_nothing_the_second_time(self) -> None:
        licence = a_licence()
        ended(licence, on=date(2026, 6, 10))

        again = ended(licence, on=date(2026, 7, 1))

        facts = licence_by_token(licence.token)
        assert again == ()
        assert facts is not None
        assert facts.ended_on == date(2026, 6, 10)

    def test_the_life_of_a_holder_is_told_in_its_order(self) -> None:
        holder = a_holder()
        entry = a_licence(holder=holder, item_key="company-establish", valid_from=date(2024, 5, 6))
        food = a_licence(holder=holder, valid_from=date(2026, 3, 2))
        ended(food, on=date(2026, 6, 10))

        life = licences_of(holder.pk)

        assert [one.number for one in life] == [entry.number, food.number]
        assert [one.state_label for one in life] == ["有效", "已注销"]


def reissued(licence: Licence, *, on: date) -> Licence | None:
    return reissue_licence(
        holder_id=licence.holder_id,
        item_keys=(licence.item_key,),
        case_number="990102-260610-00002-0",
        on=on,
        by=CLERK,
        at=NOON,
    )


class TestReissue:
    def test_keeps_number_and_validity_under_a_new_token(self) -> None:
        lost = a_licence()

        anew = reissued(lost, on=date(2026, 6, 10))

        assert anew is not None
        assert anew.number == lost.number
        assert (anew.valid_from, anew.valid_to) == (lost.valid_from, lost.valid_to)
        assert anew.issued_on == date(2026, 6, 10)
        assert anew.token != lost.token

    def test_who_scans_the_lost_copy_reads_that_it_was_replaced(self) -> None:
        lost = a_licence()

        reissued(lost, on=date(2026, 6, 10))

        old = licence_by_token(lost.token)
        assert old is not None
        assert old.state_label == "已换发"
        assert not old.is_valid_on(date(2026, 6, 10))
        lines = timeline("licence", lost.number)
        assert [line.act for line in lines] == ["licence.issued", "licence.reissued"]

    def test_what_has_ended_is_not_given_out_again(self) -> None:
        licence = a_licence()
        ended(licence, on=date(2026, 6, 10))

        assert reissued(licence, on=date(2026, 7, 1)) is None


def entered(number: str, holder: Party) -> Licence:
    return enter_known_licence(
        number=number,
        holder_id=holder.pk,
        holder_name=holder.name,
        kind="营业执照",
        item_key="company-establish",
        authority_code="11990102XXXX00027T",
        area="990102",
        valid_from=date(2019, 5, 6),
        by=CLERK,
        at=NOON,
    )


class TestFromBefore:
    def test_a_licence_is_entered_once_under_the_number_it_has(self) -> None:
        holder = a_holder()

        first, again = entered("91990102SL00000077", holder), entered("91990102SL00000077", holder)

        assert first.pk == again.pk
        (facts,) = licences_of(holder.pk)
        assert (facts.number, facts.given_by_case) == ("91990102SL00000077", "")
        assert Licence.objects.get().source == "imported"

    def test_the_number_of_somebody_else_is_refused(self) -> None:
        entered("91990102SL00000077", a_holder())

        with pytest.raises(NumberTaken, match="另一个主体"):
            entered("91990102SL00000077", a_holder("另一家店"))


class TestCreditCode:
    def test_of_a_holder_stands_on_the_business_licence(self) -> None:
        holder = a_holder()
        a_licence(holder=holder)
        entered("91990102SL00000077", holder)

        assert credit_code_of(holder.pk, on=NOON.date()) == "91990102SL00000077"

    def test_is_gone_with_the_business(self) -> None:
        holder = a_holder()
        ended(entered("91990102SL00000077", holder), on=NOON.date())

        assert credit_code_of(holder.pk, on=NOON.date()) == ""
        assert not is_in_the_register("91990102SL00000077")

    def test_there_is_none_without_a_business_licence(self) -> None:
        holder = a_holder()
        a_licence(holder=holder)

        assert credit_code_of(holder.pk, on=NOON.date()) == ""

    def test_that_our_register_gave_is_known(self) -> None:
        entered("91990102SL00000077", a_holder())

        assert is_in_the_register("91990102SL00000077")
        assert not is_in_the_register("91990102SL00000078")
