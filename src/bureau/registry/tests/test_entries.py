"""What becomes of an entry: it is changed, renewed, given out anew, ended, noted upon."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bureau.audit.queries import timeline
from bureau.people.models import Party
from bureau.refusal import Refusal
from bureau.registry.entries import (
    NoLongerValid,
    NotNamed,
    change_licence,
    find_entry,
    note_on_entry,
    reissue_licence,
    renew_licence,
)
from bureau.registry.models import EntryNote, Licence
from bureau.registry.operations import enter_known_licence
from bureau.registry.queries import (
    LicenceFacts,
    licence_by_token,
    licences_of,
    notes_on,
    versions_of,
)
from bureau.registry.tests.factories import CLERK, NOON, a_holder, a_licence, ended
from bureau.registry.words import NoteKind

pytestmark = pytest.mark.django_db

JUNE = date(2026, 6, 10)
ABOUT: dict[str, Any] = {
    "case_number": "990102-260610-00002-0",
    "on": JUNE,
    "by": CLERK,
    "at": NOON,
}


def facts_of(licence: Licence) -> LicenceFacts:
    facts = licence_by_token(licence.token)
    assert facts is not None
    return facts


def a_business_licence(holder: Party, number: str = "91990102SL00000077") -> Licence:
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


class TestWhichEntry:
    def found(self, licence: Licence, number: str = "") -> Licence | None:
        return find_entry(holder_id=licence.holder_id, item_keys=(licence.item_key,), number=number)

    def test_of_several_shops_is_the_one_whose_number_is_named(self) -> None:
        meant = a_licence()
        a_licence(holder=meant.holder)

        assert self.found(meant, f" {meant.number.lower()}") == meant

    def test_of_several_shops_none_is_guessed(self) -> None:
        one = a_licence()
        other = a_licence(holder=one.holder)

        with pytest.raises(NotNamed) as refusal:
            self.found(one)

        assert one.number in str(refusal.value)
        assert other.number in str(refusal.value)

    def test_without_a_number_is_the_only_one(self) -> None:
        licence = a_licence()
        a_licence(holder=licence.holder, item_key="food-vendor-registration")
        a_licence(holder=a_holder("另一家店"))

        assert self.found(licence) == licence

    def test_that_has_ended_is_not_found(self) -> None:
        licence = ended(a_licence(), on=JUNE)

        assert self.found(licence) is None
        assert self.found(licence, licence.number) is None

    def test_with_a_slip_in_the_credit_code_is_not_guessed_either(self) -> None:
        licence = a_business_licence(a_holder())

        with pytest.raises(NotNamed, match="不一致"):
            self.found(licence, "91990102SL00000078")


class TestEnd:
    def test_says_when_and_by_which_case_and_leaves_a_line(self) -> None:
        licence = ended(a_licence(), on=JUNE)

        facts = facts_of(licence)
        assert facts.state_label == "已注销"
        assert facts.ended_on == JUNE
        lines = timeline("licence", licence.number)
        assert [line.act for line in lines] == ["licence.issued", "licence.ended"]

    def test_it_was_valid_until_the_day_before(self) -> None:
        facts = facts_of(ended(a_licence(), on=JUNE))

        assert facts.is_valid_on(date(2026, 6, 9))
        assert not facts.is_valid_on(JUNE)

    def test_leaves_every_other_entry_of_the_holder_alone(self) -> None:
        closing = a_licence()
        staying = a_licence(holder=closing.holder)

        ended(closing, on=JUNE)

        assert facts_of(staying).is_valid_on(date(2026, 7, 1))

    def test_comes_once(self) -> None:
        licence = ended(a_licence(), on=JUNE)

        with pytest.raises(NoLongerValid, match="刚才已经变了"):
            ended(licence, on=date(2026, 7, 1))

        assert facts_of(licence).ended_on == JUNE

    def test_the_life_of_a_holder_is_told_in_its_order(self) -> None:
        holder = a_holder()
        entry = a_licence(holder=holder, item_key="company-establish", valid_from=date(2024, 5, 6))
        food = a_licence(holder=holder, valid_from=date(2026, 3, 2))
        ended(food, on=JUNE)

        life = licences_of(holder.pk)

        assert [one.number for one in life] == [entry.number, food.number]
        assert [one.state_label for one in life] == ["有效", "已注销"]


class TestReissue:
    def test_keeps_number_face_and_validity_under_a_new_token(self) -> None:
        lost = a_licence(place="示例路1号", scope="热食类食品制售")

        anew = reissue_licence(lost, **ABOUT)

        assert anew.number == lost.number
        assert (anew.place, anew.scope) == ("示例路1号", "热食类食品制售")
        assert (anew.valid_from, anew.valid_to) == (lost.valid_from, lost.valid_to)
        assert anew.issued_on == JUNE
        assert anew.token != lost.token

    def test_who_scans_the_lost_copy_reads_that_it_was_replaced(self) -> None:
        lost = a_licence()

        reissue_licence(lost, **ABOUT)

        old = facts_of(lost)
        assert old.state_label == "已换发"
        assert not old.is_valid_on(JUNE)
        lines = timeline("licence", lost.number)
        assert [line.act for line in lines] == ["licence.issued", "licence.reissued"]


class TestChange:
    def test_shows_what_is_new_and_keeps_the_rest(self) -> None:
        old = a_licence(place="示例路1号", scope="热食类食品制售")

        new = facts_of(change_licence(old, holder_name="夏雨餐饮店", **ABOUT))

        assert new.holder_name == "夏雨餐饮店"
        assert (new.place, new.scope) == ("示例路1号", "热食类食品制售")
        assert (new.number, new.valid_to) == (old.number, old.valid_to)
        assert new.is_valid_on(JUNE)
        lines = timeline("licence", old.number)
        assert [line.act for line in lines] == ["licence.issued", "licence.changed"]

    def test_the_history_keeps_each_version_with_its_day_and_its_case(self) -> None:
        first = a_licence()
        second = change_licence(first, holder_name="夏雨餐饮店", **ABOUT)
        third = change_licence(second, place="示例路9号", **ABOUT)

        told = [
            (one.holder_name, one.place, one.issued_on, one.given_by_case, one.state_label)
            for one in versions_of(facts_of(first))
        ]

        case = ABOUT["case_number"]
        assert told == [
            ("春风餐饮店", "", date(2026, 3, 2), first.given_by_case, "已变更"),
            ("夏雨餐饮店", "", JUNE, case, "已变更"),
            ("夏雨餐饮店", "示例路9号", JUNE, case, "有效"),
        ]
        assert [one.is_superseded for one in versions_of(facts_of(third))] == [True, True, False]

    def test_of_a_version_that_is_no_longer_the_last_is_refused(self) -> None:
        first = a_licence()
        change_licence(first, place="示例路9号", **ABOUT)

        with pytest.raises(NoLongerValid):
            change_licence(first, place="示例路8号", **ABOUT)

    def test_what_came_from_elsewhere_stays_marked_so(self) -> None:
        new = change_licence(a_business_licence(a_holder()), place="示例路9号", **ABOUT)

        assert not facts_of(new).term_is_known


class TestRenewal:
    def test_counts_its_term_from_the_decision(self) -> None:
        old = a_licence(valid_from=date(2021, 7, 1))

        new = renew_licence(old, validity_value=5, validity_unit="year", **ABOUT)

        assert (new.valid_from, new.valid_to) == (JUNE, date(2031, 6, 9))
        assert (new.number, new.holder_name) == (old.number, old.holder_name)
        assert facts_of(old).state_label == "已延续"
        assert facts_of(new).is_valid_on(date(2031, 6, 9))

    def test_of_one_from_elsewhere_the_term_is_known(self) -> None:
        known = a_business_licence(a_holder(), "JY29901020000015")

        new = renew_licence(known, validity_value=5, validity_unit="year", **ABOUT)

        assert facts_of(new).term_is_known


def dormant(licence: Licence, start: date, end: date) -> EntryNote:
    return note_on_entry(licence, NoteKind.DORMANT, valid_from=start, valid_to=end, **ABOUT)


class TestDormancy:
    def test_shows_on_the_entry_and_does_not_end_it(self) -> None:
        licence = a_licence()

        dormant(licence, JUNE, date(2027, 6, 9))

        facts = facts_of(licence)
        assert facts.state_label == "有效"
        assert facts.is_valid_on(JUNE)
        (note,) = notes_on(facts, on=JUNE)
        assert (note.label, note.valid_from, note.valid_to) == ("歇业", JUNE, date(2027, 6, 9))
        assert note.case_number == ABOUT["case_number"]

    def test_is_over_after_its_last_day(self) -> None:
        licence = a_licence()
        dormant(licence, JUNE, date(2027, 6, 9))

        assert notes_on(facts_of(licence), on=date(2027, 6, 9))
        assert notes_on(facts_of(licence), on=date(2027, 6, 10)) == []

    def test_goes_on_when_the_entry_is_changed(self) -> None:
        licence = a_licence()
        dormant(licence, JUNE, date(2027, 6, 9))

        new = change_licence(licence, place="示例路9号", **ABOUT)

        assert [one.label for one in notes_on(facts_of(new), on=JUNE)] == ["歇业"]

    def test_of_another_entry_is_not_shown_here(self) -> None:
        dormant(a_licence(), JUNE, date(2027, 6, 9))

        assert notes_on(facts_of(a_licence()), on=JUNE) == []

    def test_that_ends_before_it_begins_is_refused(self) -> None:
        with pytest.raises(Refusal, match="早于开始日期"):
            dormant(a_licence(), JUNE, date(2026, 6, 9))


class TestHistoryStays:
    @pytest.mark.parametrize(
        "change",
        [{"holder_name": "别人"}, {"valid_to": date(2099, 1, 1)}, {"given_by_case": "x"}],
    )
    def test_nobody_changes_what_a_version_says(self, change: dict[str, Any]) -> None:
        licence = a_licence()

        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Licence.objects.filter(pk=licence.pk).update(**change)

    def test_nobody_opens_a_closed_version_again(self) -> None:
        licence = ended(a_licence(), on=JUNE)

        with pytest.raises(IntegrityError, match="closed once"), transaction.atomic():
            Licence.objects.filter(pk=licence.pk).update(state="valid", ended_on=None)

    def test_nobody_takes_a_version_or_a_note_away(self) -> None:
        licence = a_licence()
        dormant(licence, JUNE, JUNE)

        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Licence.objects.filter(pk=licence.pk).delete()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            EntryNote.objects.all().delete()
