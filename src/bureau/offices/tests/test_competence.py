"""进必授权: who may do what, where, from when to when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.clauses import clause

from bureau.audit.actors import Actor
from bureau.audit.models import AuditLine
from bureau.offices import operations, queries
from bureau.offices.refusals import NotCompetent, NotEntitled
from bureau.offices.tests.factories import (
    BEGINNING,
    CITY,
    COUNTY,
    HOUSE,
    NOON,
    TOWN,
    a_competent,
    a_head,
    a_person,
    a_posted,
)
from bureau.people.operations import close_account
from bureau.refusal import Refusal

pytestmark = pytest.mark.django_db


def may(
    account_id: int,
    act: str = "accept",
    *,
    office: str = COUNTY,
    item: str = "food-business-new",
    at: datetime = NOON,
) -> bool:
    try:
        operations.ensure_competent(account_id, act=act, office_key=office, item_key=item, at=at)
    except NotCompetent:
        return False
    return True


@clause("3.2.1-c")
class TestWhoMayAct:
    def test_a_person_without_authority_is_refused_with_a_sentence(self) -> None:
        clerk = a_posted("clerk", "clerk")

        with pytest.raises(NotCompetent) as refused:
            operations.ensure_competent(
                clerk.pk, act="accept", office_key=COUNTY, item_key="company-new", at=NOON
            )

        assert "county 局" in refused.value.message
        assert "受理" in refused.value.message

    def test_authority_is_for_one_act(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        assert may(clerk.pk, "accept")
        assert not may(clerk.pk, "decide")

    def test_authority_may_be_for_one_item_only(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept", item_key="food-business-new")

        assert may(clerk.pk, item="food-business-new")
        assert not may(clerk.pk, item="company-new")

    def test_the_countys_people_also_act_for_its_township_office(self) -> None:
        approver = a_competent("approver", "approver", "decide")

        assert may(approver.pk, "decide", office=TOWN)

    def test_a_township_clerk_does_not_act_for_the_county(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept", office=TOWN)

        assert may(clerk.pk, office=TOWN)
        assert not may(clerk.pk, office=COUNTY)

    def test_the_city_does_not_act_in_the_name_of_a_county(self) -> None:
        approver = a_competent("approver", "approver", "decide", office=CITY)

        assert may(approver.pk, "decide", office=CITY)
        assert not may(approver.pk, "decide", office=COUNTY)

    def test_it_ends_after_its_last_day(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept", valid_to=date(2026, 3, 18))
        last_minute = datetime(2026, 3, 18, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))

        assert may(clerk.pk, at=last_minute)
        assert not may(clerk.pk, at=last_minute + timedelta(minutes=1))

    def test_it_has_not_begun_before_its_first_day(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")
        day_before = datetime(2023, 12, 31, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))

        assert not may(clerk.pk, at=day_before)
        assert may(clerk.pk, at=day_before + timedelta(minutes=1))

    def test_it_rests_with_the_last_post_in_that_authority(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        operations.end_posting(
            clerk.pk, office_key=COUNTY, role="clerk", by=an_administrator(), at=NOON
        )

        assert not may(clerk.pk, at=NOON + timedelta(seconds=1))
        assert may(clerk.pk, at=NOON - timedelta(seconds=1))

    def test_it_rests_with_a_closed_account(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        close_account(clerk, by=a_head().as_actor(), at=NOON)

        assert not may(clerk.pk)

    def test_the_house_itself_an_applicant_and_an_unknown_office_are_refused(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        for who, office in (("system", COUNTY), ("", COUNTY), (str(clerk.pk), "nowhere")):
            with pytest.raises(NotCompetent):
                operations.ensure_competent(
                    who, act="accept", office_key=office, item_key="company-new", at=NOON
                )

    def test_it_is_asked_in_one_statement(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        with CaptureQueriesContext(connection) as asked:
            assert may(clerk.pk)

        assert len(asked) == 1

    def test_an_unknown_act_is_a_defect(self) -> None:
        with pytest.raises(ValueError, match="fly"):
            operations.ensure_competent(
                1, act="fly", office_key=COUNTY, item_key="company-new", at=NOON
            )


def an_administrator() -> Actor:
    return a_posted("admin", "administrator", office=CITY).as_actor()


class TestGranting:
    def grant(self, account_id: int, *, by: Actor, office: str = COUNTY) -> None:
        operations.grant_competence(
            account_id,
            office_key=office,
            act="accept",
            document="授权书第 2 号",
            valid_from=BEGINNING,
            by=by,
            at=NOON,
        )

    def test_a_head_grants_in_their_own_office_and_it_is_on_record(self) -> None:
        clerk = a_posted("clerk", "clerk")

        self.grant(clerk.pk, by=a_head().as_actor())

        line = AuditLine.objects.get(act="offices.competence_granted")
        assert line.actor_id == str(a_head().pk)
        assert line.facts["document"] == "授权书第 2 号"
        assert may(clerk.pk)

    def test_a_head_above_grants_too(self) -> None:
        clerk = a_posted("clerk", "clerk")

        self.grant(clerk.pk, by=a_head(CITY).as_actor())

        assert may(clerk.pk)

    def test_never_to_oneself(self) -> None:
        head = a_head()

        with pytest.raises(NotEntitled, match="不能给自己"):
            self.grant(head.pk, by=head.as_actor())

    def test_not_by_a_head_of_another_office_or_below(self) -> None:
        clerk = a_posted("clerk", "clerk")
        cities_clerk = a_posted("clerk2", "clerk", office=CITY)

        with pytest.raises(NotEntitled):
            self.grant(clerk.pk, by=a_head(TOWN).as_actor())
        with pytest.raises(NotEntitled):
            self.grant(cities_clerk.pk, by=a_head(COUNTY).as_actor(), office=CITY)

    def test_not_by_a_clerk_an_administrator_or_the_house(self) -> None:
        clerk = a_posted("clerk", "clerk")
        other = a_posted("clerk2", "clerk")

        for by in (other.as_actor(), an_administrator(), HOUSE):
            with pytest.raises(NotEntitled):
                self.grant(clerk.pk, by=by)

    def test_not_to_who_only_keeps_accounts(self) -> None:
        administrator = a_posted("admin2", "administrator")

        with pytest.raises(Refusal, match="只管账号"):
            self.grant(administrator.pk, by=a_head().as_actor())

    def test_not_to_who_has_no_post_there(self) -> None:
        head = a_head().as_actor()
        stranger = a_person("stranger")

        with pytest.raises(Refusal, match="没有岗位"):
            self.grant(stranger.pk, by=head)

    def test_not_without_a_document(self) -> None:
        clerk = a_posted("clerk", "clerk")

        with pytest.raises(Refusal, match="文件"):
            operations.grant_competence(
                clerk.pk,
                office_key=COUNTY,
                act="accept",
                document=" ",
                valid_from=BEGINNING,
                by=a_head().as_actor(),
                at=NOON,
            )

    def test_granting_the_same_again_changes_nothing(self) -> None:
        clerk = a_posted("clerk", "clerk")

        self.grant(clerk.pk, by=a_head().as_actor())
        self.grant(clerk.pk, by=a_head().as_actor())

        assert AuditLine.objects.filter(act="offices.competence_granted").count() == 1

    def test_what_is_revoked_ends_at_that_moment_and_stood_before(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")

        operations.revoke_competence(
            clerk.pk,
            office_key=COUNTY,
            act="accept",
            reason="调离窗口",
            by=a_head().as_actor(),
            at=NOON,
        )

        assert may(clerk.pk, at=NOON - timedelta(seconds=1))
        assert not may(clerk.pk, at=NOON)
        assert AuditLine.objects.get(act="offices.competence_revoked").facts["reason"] == "调离窗口"

    def test_what_was_revoked_can_be_granted_anew(self) -> None:
        clerk = a_competent("clerk", "clerk", "accept")
        head = a_head().as_actor()
        operations.revoke_competence(
            clerk.pk, office_key=COUNTY, act="accept", reason="轮岗", by=head, at=NOON
        )

        self.grant(clerk.pk, by=head)

        assert may(clerk.pk, at=NOON + timedelta(hours=1))


class TestASecondPerson:
    def test_is_of_the_office_itself_where_it_has_one(self) -> None:
        first = a_competent("first", "approver", "decide", office=TOWN)
        a_competent("second", "approver", "decide", office=TOWN)
        a_competent("third", "approver", "decide", office=COUNTY)

        found = queries.substitute_for(
            act="decide", office_key=TOWN, item_key="x", besides=[first.pk], at=NOON
        )

        assert found == TOWN

    def test_is_the_countys_where_the_township_office_has_none(self) -> None:
        first = a_competent("first", "approver", "decide", office=TOWN)
        a_competent("third", "approver", "decide", office=COUNTY)

        found = queries.substitute_for(
            act="decide", office_key=TOWN, item_key="x", besides=[first.pk], at=NOON
        )

        assert found == COUNTY

    def test_may_be_nobody(self) -> None:
        first = a_competent("first", "approver", "decide", office=TOWN)
        a_competent("of-the-city", "approver", "decide", office=CITY)

        found = queries.substitute_for(
            act="decide", office_key=TOWN, item_key="x", besides=[first.pk], at=NOON
        )

        assert found == ""


class TestWhichOfficesMay:
    def test_are_those_with_a_person_of_their_own(self) -> None:
        a_competent("clerk", "clerk", "accept", item_key="stall")
        a_competent("other", "clerk", "accept", office=CITY)

        assert queries.offices_that_may("stall", "accept", "990102", at=NOON) == (COUNTY,)
        assert queries.offices_that_may("company", "accept", "990102", at=NOON) == ()
