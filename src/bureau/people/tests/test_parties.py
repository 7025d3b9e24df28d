"""Nobody is registered twice, and a number leads to exactly one party."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.clauses import clause

from bureau.audit.queries import looks_at, timeline
from bureau.people import queries
from bureau.people.models import (
    Assurance,
    CareNeed,
    ConfidentialKind,
    Contact,
    Identification,
    Identifier,
    IdentifierKind,
    Party,
    PartyKind,
)
from bureau.people.names import NotAName
from bureau.people.operations import (
    GivenNumber,
    GivenValue,
    identify,
    note_care_needs,
    note_confidential,
    note_confidentials,
    note_contact,
    note_number,
    register_organisation,
    register_person,
    rename_party,
    reveal,
    reveal_number,
)
from bureau.people.refusals import NameDoesNotMatch, NotAnIdentifier, ReasonMissing
from bureau.people.tests.factories import (
    CLERK,
    NOON,
    a_credit_code,
    a_mobile,
    a_person,
    an_id_number,
    an_organisation,
)
from bureau.refusal import Refusal

ID = IdentifierKind.ID_CARD


@pytest.mark.django_db
class TestRegistering:
    def test_the_same_number_again_gives_the_same_person(self) -> None:
        number = an_id_number()
        first = a_person(number=number)

        again = a_person(number=f" {number[:6]} {number[6:].lower()}")

        assert again.pk == first.pk
        assert len(timeline("party", str(first.uid))) == 1

    def test_the_same_number_under_another_name_is_refused(self) -> None:
        number = an_id_number()
        a_person(name="张桂英", number=number)

        with pytest.raises(NameDoesNotMatch):
            a_person(name="张桂兰", number=number)

    def test_two_of_the_same_name_are_two(self) -> None:
        assert a_person().pk != a_person().pk

    def test_a_person_without_any_number_is_registered_all_the_same(self) -> None:
        party = register_person(name="𠮷田", by=CLERK, at=NOON)

        (view,) = queries.party_views([party])

        assert (view.name, view.number, view.is_person) == ("𠮷田", "", True)

    @pytest.mark.parametrize("number", ["430702199001011231", "123", "", "X" * 500])
    def test_a_wrong_number_is_refused_with_its_reason(self, number: str) -> None:
        with pytest.raises(NotAnIdentifier) as refusal:
            register_person(name="张桂英", number=GivenNumber(ID, number), by=CLERK, at=NOON)

        assert refusal.value.field == "number"
        assert not Party.objects.exists()

    def test_a_name_that_is_none_is_refused(self) -> None:
        with pytest.raises(NotAName):
            a_person(name="😀")

    def test_an_organisation_may_come_before_its_code(self) -> None:
        party = register_organisation(name="春风餐饮店", by=CLERK, at=NOON)
        code = a_credit_code()

        note_number(party, GivenNumber(IdentifierKind.USCC, code), by=CLERK, at=NOON)
        note_number(party, GivenNumber(IdentifierKind.USCC, code), by=CLERK, at=NOON)

        assert queries.party_with_number(IdentifierKind.USCC, code) == party
        assert Identifier.objects.count() == 1

    def test_a_code_of_another_is_refused(self) -> None:
        code = a_credit_code()
        an_organisation(number=code)
        other = register_organisation(name="秋雨餐饮店", by=CLERK, at=NOON)

        with pytest.raises(NotAnIdentifier, match="另一个主体"):
            note_number(other, GivenNumber(IdentifierKind.USCC, code), by=CLERK, at=NOON)

    def test_a_new_name_is_found_and_the_old_one_no_more(self) -> None:
        party = an_organisation(name="春风餐饮店")

        rename_party(party, name="秋雨火锅店", by=CLERK, at=NOON)

        assert queries.search_parties("火锅") == [party]
        assert queries.search_parties("春风") == []


@pytest.mark.django_db(transaction=True)
class TestRegisteringAtOnce:
    def test_makes_one_person_of_eight_clerks_typing(self) -> None:
        number = an_id_number()

        def type_it(_: int) -> int:
            try:
                return a_person(number=number).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as clerks:
            found = set(clerks.map(type_it, range(8)))

        assert len(found) == 1
        assert Party.objects.count() == 1


@pytest.mark.django_db
class TestFinding:
    def test_by_exact_number_however_it_is_typed(self) -> None:
        number = an_id_number()
        party = a_person(number=number)

        assert queries.party_with_number(ID, f"{number[:3]} {number[3:]}") == party
        assert queries.party_with_number(ID, number[:-1]) is None
        assert queries.party_with_number(IdentifierKind.PASSPORT, number) is None

    def test_by_name_and_the_last_four(self) -> None:
        number = an_id_number()
        party = a_person(name="张桂英", number=number)

        assert queries.parties_with_tail(ID, number[-4:].lower(), name="张桂英") == [party]
        assert queries.parties_with_tail(ID, number[-4:], name="张桂兰") == []
        assert queries.parties_with_tail(ID, number[-3:], name="张桂英") == []

    def test_by_any_two_signs_of_the_name(self) -> None:
        one = an_organisation(name="桃花镇春风餐饮店")
        a_person(name="春天风")

        assert queries.search_parties("春风") == [one]
        assert queries.search_parties("饮店春") == []
        assert queries.search_parties("春") == []
        assert queries.search_parties("春风", kind=PartyKind.PERSON) == []
        assert queries.search_parties("春风", within=[]) == []

    @pytest.mark.parametrize("reference", ["", "x", "'; drop table people_party", uuid.uuid4()])
    def test_nothing_under_a_wrong_reference(self, reference: str | uuid.UUID) -> None:
        assert queries.find_party(reference) is None
        assert queries.find_mandate(reference) is None


@pytest.mark.django_db
class TestWhatIsShown:
    @clause("3.2.2-b")
    def test_of_a_person_is_the_number_masked_and_of_a_business_the_code(self) -> None:
        number, code = an_id_number(), a_credit_code()
        parties = [a_person(number=number), an_organisation(number=code)]

        person, business = queries.party_views(parties)

        assert person.number == f"{number[:3]}{'*' * 11}{number[-4:]}"
        assert business.number == code

    def test_of_how_sure_we_are_is_the_best_proof(self) -> None:
        party = a_person()
        assert queries.assurance_of(party.pk) == Assurance.NONE

        identify(
            party,
            assurance=Assurance.SEEN,
            how=Identification.How.CARD_READER,
            by=CLERK,
            at=NOON,
        )

        assert queries.assurance_of(party.pk) == Assurance.SEEN
        assert queries.party_views([party])[0].assurance == Assurance.SEEN

    def test_of_needs_is_what_was_told_last(self) -> None:
        party = a_person()
        note_care_needs(party, [CareNeed.Kind.ELDERLY, CareNeed.Kind.SIGHT], by=CLERK, at=NOON)
        note_care_needs(party, [CareNeed.Kind.SIGHT, CareNeed.Kind.HEARING], by=CLERK, at=NOON)

        assert queries.care_needs(party.pk) == [CareNeed.Kind.HEARING, CareNeed.Kind.SIGHT]


@pytest.mark.django_db
class TestAContact:
    def test_needs_no_phone(self) -> None:
        contact = note_contact(name="张桂英", wish=Contact.Wish.NONE, by=CLERK, at=NOON)

        view = queries.contact_view(contact.uid)

        assert view is not None
        assert (view.name, view.phone, view.address) == ("张桂英", "", "")

    def test_may_be_a_daughters_phone_and_is_shown_masked(self) -> None:
        contact = note_contact(
            name="张小雨",
            wish=Contact.Wish.SMS,
            phone="138 1234 5678",
            address="桃花市柳林区和平路1号",
            email="rain@example.org",
            by=CLERK,
            at=NOON,
        )

        view = queries.contact_view(contact.uid)

        assert view is not None
        assert view.phone == "138****5678"
        assert view.address == "桃花市柳林区****"
        assert view.email == "r***@example.org"
        assert contact.phone_id is not None
        assert queries.for_sending(contact.phone_id) == "13812345678"

    @pytest.mark.parametrize(
        ("wish", "field"),
        [
            (Contact.Wish.SMS, "phone"),
            (Contact.Wish.LETTER, "address"),
            (Contact.Wish.EMAIL, "email"),
        ],
    )
    def test_needs_only_what_the_wish_needs(self, wish: Contact.Wish, field: str) -> None:
        with pytest.raises(Refusal) as refusal:
            note_contact(name="张桂英", wish=wish, by=CLERK, at=NOON)

        assert refusal.value.field == field

    @pytest.mark.parametrize("phone", ["1381234567", "23812345678", "不知道", "138\u202e12345678x"])
    def test_refuses_a_phone_that_is_none(self, phone: str) -> None:
        with pytest.raises(NotAnIdentifier) as refusal:
            note_contact(name="张", wish=Contact.Wish.SMS, phone=phone, by=CLERK, at=NOON)

        assert refusal.value.field == "phone"


@pytest.mark.django_db
@clause("3.2.2-b")
class TestLookingUnmasked:
    def test_leaves_a_line_with_the_reason(self) -> None:
        ref = note_confidential(ConfidentialKind.PHONE, "13812345678", by=CLERK, at=NOON)

        assert reveal(ref, reason="电话联系补正", by=CLERK, at=NOON) == "13812345678"

        (look,) = looks_at("confidential", str(ref))
        assert look.sentence == "查看了未遮挡的电话，理由：电话联系补正"
        assert look.actor_name == "易小满"

    def test_at_an_identity_number_too(self) -> None:
        number = an_id_number()
        party = a_person(number=number)

        assert reveal_number(party, ID, reason="核对委托书", by=CLERK, at=NOON) == number
        assert len(looks_at("party", str(party.uid))) == 1

    @pytest.mark.parametrize("reason", ["", " ", "看", "打13812345678"])
    def test_without_a_reason_is_refused(self, reason: str) -> None:
        ref = note_confidential(ConfidentialKind.PHONE, "13812345678", by=CLERK, at=NOON)

        with pytest.raises(Refusal) as refusal:
            reveal(ref, reason=reason, by=CLERK, at=NOON)

        assert refusal.value.field == "reason"
        assert looks_at("confidential", str(ref)) == []

    def test_has_its_own_refusal(self) -> None:
        with pytest.raises(ReasonMissing):
            reveal_number(a_person(), ID, reason="", by=CLERK, at=NOON)


@pytest.mark.django_db
class TestNothingPersonalStandsPlain:
    def test_in_any_column_of_any_table(self) -> None:
        number, phone = an_id_number(), a_mobile()
        account, street = "6222021234567890123", "和平路一百零一号"
        party = a_person(number=number)
        note_confidentials(
            [
                GivenValue(ConfidentialKind.PHONE, phone),
                GivenValue(ConfidentialKind.BANK_ACCOUNT, account),
                GivenValue(ConfidentialKind.ADDRESS, street),
            ],
            party=party,
            by=CLERK,
            at=NOON,
        )
        note_contact(
            name="张小雨", wish=Contact.Wish.SMS, phone=phone, address=street, by=CLERK, at=NOON
        )
        reveal_number(party, ID, reason="核对", by=CLERK, at=NOON)

        kept = everything_kept()

        assert str(party.uid) in kept
        for secret in (number, number[-4:], phone, phone[-4:], account, street):
            assert f'"{secret}' not in kept
            assert len(secret) == 4 or secret not in kept


def everything_kept() -> str:
    """All rows of all tables as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables"
            " where table_schema = 'public' and table_name like any (array['people%', 'audit%'])"
        )
        rows = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"select row_to_json(t)::text from {table} t")
            rows += [str(row) for (row,) in cursor.fetchall()]
    return "\n".join(rows)
