"""What stands in the register, and until when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bureau.audit.queries import timeline
from bureau.people.identifiers import mod_11_10
from bureau.people.models import Party
from bureau.registry.models import Licence
from bureau.registry.operations import AlreadyEnded, NumberTaken, enter_known_licence
from bureau.registry.queries import (
    credit_code_of,
    is_in_the_register,
    licence_by_token,
    licences_of,
    licences_of_case,
)
from bureau.registry.tests.factories import CLERK, NOON, a_holder, a_licence, ended

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
        twin = Licence.objects.get(pk=licence.pk)
        twin.pk, twin.token = None, "another"

        with pytest.raises(IntegrityError, match="licence_number_once"), transaction.atomic():
            twin.save(force_insert=True)

    def test_an_end_before_the_beginning_cannot_be_kept(self) -> None:
        with pytest.raises(IntegrityError, match="ends_after_it_begins"), transaction.atomic():
            a_licence(validity_value=-1)


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

    def test_what_has_ended_is_not_taken_over_as_valid_again(self) -> None:
        holder = a_holder()
        ended(entered("91990102SL00000077", holder), on=NOON.date())

        with pytest.raises(AlreadyEnded, match="已注销"):
            entered("91990102SL00000077", holder)

    def test_until_when_it_runs_only_its_paper_tells(self) -> None:
        holder = a_holder()
        entered("91990102SL00000077", holder)

        (facts,) = licences_of(holder.pk)

        assert facts.valid_to is None
        assert not facts.term_is_known


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
