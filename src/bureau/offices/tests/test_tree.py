"""The tree of offices, the units they are counted in, and where a case stands."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.clauses import clause

from bureau.audit.models import AuditLine
from bureau.offices import operations, queries
from bureau.offices.facts import OfficeFacts
from bureau.offices.models import Office, OfficeUnit, ReportingUnit
from bureau.offices.operations import Put
from bureau.offices.refusals import NotEntitled, UnknownOffice
from bureau.offices.tests.factories import (
    AREAS,
    BEGINNING,
    CITY,
    CODES,
    COUNTY,
    DAY,
    HOUSE,
    NOON,
    TOWN,
    a_posted,
    an_office,
    keeper,
    some_offices,
)
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def facts(**told: object) -> OfficeFacts:
    usual: dict[str, object] = {
        "key": "desk",
        "name": "登记科",
        "kind": "department",
        "authority": CODES[CITY],
        "area": AREAS[CITY],
        "unit": AREAS[CITY],
        "parent": CITY,
        "valid_from": BEGINNING,
    }
    return OfficeFacts(**(usual | told))  # type: ignore[arg-type]


class TestTheTree:
    def test_knows_what_is_under_an_office(self) -> None:
        some_offices()

        under = [office.key for office in queries.offices_under(CITY, DAY)]

        assert set(under) == {CITY, COUNTY, TOWN}
        assert [office.key for office in queries.offices_under(TOWN, DAY)] == [TOWN]
        assert queries.offices_under("nowhere", DAY) == ()

    def test_a_department_has_the_level_of_its_bureau(self) -> None:
        some_offices()

        operations.put_office(facts(), by=keeper(), at=NOON)

        assert Office.objects.get(key="desk").level == "市"
        assert Office.objects.get(key=TOWN).level == "乡"

    @pytest.mark.parametrize(
        ("told", "word"),
        [
            ({"kind": "township_office", "parent": CITY}, "不能设在"),
            ({"kind": "department", "parent": ""}, "上级"),
            ({"kind": "ministry"}, "不认识"),
            ({"parent": "nowhere"}, "nowhere"),
            ({"authority": "11990103XXXX000354"}, "还没有登记"),
            ({"unit": "000000"}, "统计单位"),
        ],
    )
    def test_refuses_what_does_not_fit(self, told: dict[str, object], word: str) -> None:
        some_offices()

        with pytest.raises(Refusal, match=word):
            operations.put_office(facts(**told), by=keeper(), at=NOON)

    def test_a_new_name_is_a_new_office(self) -> None:
        some_offices()
        operations.put_office(facts(), by=keeper(), at=NOON)

        with pytest.raises(Refusal, match="更名"):
            operations.put_office(facts(name="审批科"), by=keeper(), at=NOON)

    def test_a_new_phone_is_a_correction(self) -> None:
        some_offices()
        operations.put_office(facts(), by=keeper(), at=NOON)

        again = operations.put_office(facts(), by=keeper(), at=NOON)
        corrected = operations.put_office(facts(phone="0000-1"), by=keeper(), at=NOON)

        assert (again, corrected) == (Put.UNCHANGED, Put.CHANGED)
        assert AuditLine.objects.filter(object_id="desk").count() == 2

    def test_only_an_administrator_keeps_it_once_there_is_one(self) -> None:
        a_posted("admin", "administrator", office=CITY)
        clerk = a_posted("clerk", "clerk").as_actor()

        for by in (HOUSE, clerk):
            with pytest.raises(NotEntitled):
                operations.put_office(facts(), by=by, at=NOON)

    def test_an_office_with_offices_below_it_is_not_closed(self) -> None:
        some_offices()

        with pytest.raises(Refusal, match="town 局"):
            operations.close_office(COUNTY, last_day=DAY, by=keeper(), at=NOON)

    def test_a_closed_office_takes_no_case_but_stays_known(self) -> None:
        some_offices()

        operations.close_office(TOWN, last_day=date(2026, 3, 17), by=keeper(), at=NOON)

        with pytest.raises(UnknownOffice):
            queries.case_facts(TOWN, DAY)
        assert queries.case_facts(TOWN, date(2026, 3, 17)).office_key == TOWN
        assert queries.office(TOWN) is not None

    def test_finds_the_office_of_a_township(self) -> None:
        some_offices()

        found = queries.office_for_township("990102001", DAY)

        assert found is not None
        assert found.key == TOWN
        assert queries.office_for_township("990102999", DAY) is None


@clause("0-a")
class TestReportingUnits:
    def test_an_office_is_counted_in_exactly_one_on_each_day(self) -> None:
        some_offices()

        operations.count_office_in(
            TOWN, AREAS[CITY], valid_from=date(2026, 4, 1), by=keeper(), at=NOON
        )

        before = queries.unit_of(TOWN, date(2026, 3, 31))
        after = queries.unit_of(TOWN, date(2026, 4, 1))
        assert (before and before.area, after and after.area) == (AREAS[COUNTY], AREAS[CITY])

    def test_the_database_refuses_a_second_one_on_the_same_day(self) -> None:
        some_offices()
        office = Office.objects.get(key=TOWN)
        unit = ReportingUnit.objects.get(area=AREAS[CITY])

        with pytest.raises(IntegrityError), transaction.atomic():
            OfficeUnit.objects.create(office=office, unit=unit, valid_from=date(2030, 1, 1))

    def test_there_is_none_before_the_office_began(self) -> None:
        some_offices()

        assert queries.unit_of(TOWN, date(2023, 12, 31)) is None

    def test_a_change_in_the_past_of_the_present_one_is_refused(self) -> None:
        some_offices()

        with pytest.raises(Refusal, match="更晚"):
            operations.count_office_in(
                TOWN, AREAS[CITY], valid_from=BEGINNING, by=keeper(), at=NOON
            )


class TestWhereACaseStands:
    def test_names_authority_office_unit_and_hall(self) -> None:
        some_offices()

        facts = queries.case_facts(COUNTY, DAY)

        assert facts.authority_code == CODES[COUNTY]
        assert facts.office_key == COUNTY
        assert facts.area == AREAS[COUNTY]
        assert facts.region == "990102"
        assert facts.hall_key == "h-county"

    def test_a_township_office_without_a_hall_uses_the_countys(self) -> None:
        some_offices()

        assert queries.case_facts(TOWN, DAY).hall_key == "h-county"
        assert [hall.key for hall in queries.halls_for(TOWN)] == ["h-county"]

    @clause("0-a")
    def test_an_unknown_office_is_refused(self) -> None:
        some_offices()

        with pytest.raises(UnknownOffice):
            queries.case_facts("nowhere", DAY)

    def test_keeps_what_was_true_on_its_day(self) -> None:
        some_offices()
        operations.count_office_in(
            TOWN, AREAS[CITY], valid_from=date(2026, 4, 1), by=keeper(), at=NOON
        )

        assert queries.case_facts(TOWN, DAY).area == AREAS[COUNTY]
        assert queries.case_facts(TOWN, date(2026, 4, 1)).area == AREAS[CITY]


class TestDuties:
    def test_are_the_roles_offices_and_halls_of_now(self) -> None:
        clerk = a_posted("clerk", "clerk", valid_to=DAY)
        operations.appoint(
            clerk.pk,
            office_key=COUNTY,
            role="guide",
            post="导办岗",
            valid_from=BEGINNING,
            by=keeper(),
            at=NOON,
        )

        now = queries.duties(clerk.pk, NOON)
        tomorrow = queries.duties(clerk.pk, NOON.replace(day=19))

        assert now.roles == {"clerk", "guide"}
        assert now.offices == {COUNTY}
        assert now.covered == {COUNTY, TOWN}
        assert now.halls == {"h-county"}
        assert tomorrow.roles == {"guide"}

    def test_of_an_applicant_or_the_house_are_none(self) -> None:
        some_offices()

        assert queries.duties("system", NOON).roles == frozenset()
        assert queries.duties(999_999, NOON).main_post is None

    def test_nobody_appoints_themselves(self) -> None:
        administrator = a_posted("admin", "administrator", office=CITY)

        with pytest.raises(NotEntitled, match="自己"):
            operations.appoint(
                administrator.pk,
                office_key=CITY,
                role="head",
                post="局长",
                valid_from=BEGINNING,
                by=administrator.as_actor(),
                at=NOON,
            )

    def test_stand_in_the_record_with_post_and_office(self) -> None:
        clerk = a_posted("clerk", "clerk")

        actor = queries.actor_for(clerk, NOON)

        assert (actor.post, actor.office) == ("clerk 岗", "county 局")


def test_an_office_in_a_unit_nobody_knows_is_never_made() -> None:
    some_offices()

    with pytest.raises(UnknownOffice):
        an_office("other", kind="county_bureau", authority=COUNTY, parent="nowhere")
