"""Writing letters: numbers without holes, frozen words, bytes made once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from bureau.audit.operations import operation
from bureau.notices import operations, queries
from bureau.notices.models import Letter, LetterCounter, LetterFile
from bureau.notices.refusals import LetterIncomplete
from bureau.notices.rules import token_as_printed
from bureau.notices.tests.factories import BUREAU, CLERK, NOON, a_letter
from bureau.refusal import Refusal


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
class TestDraftLetter:
    def test_numbers_by_authority_word_and_year(self) -> None:
        uids = [a_letter(), a_letter(), a_letter("acceptance"), a_letter(at=_next_year())]

        numbers = [Letter.objects.get(uid=uid).number for uid in uids]

        assert numbers == [
            "明市监补字〔2026〕第1号",
            "明市监补字〔2026〕第2号",
            "明市监受字〔2026〕第1号",
            "明市监补字〔2027〕第1号",
        ]

    def test_names_the_act_as_its_procedure_does(self) -> None:
        uid = a_letter("refusal", procedure="registration")

        letter = Letter.objects.get(uid=uid)

        assert letter.title == "不予登记通知书"
        assert letter.number == "明市监不登字〔2026〕第1号"

    def test_leaves_no_hole_when_the_act_fails(self) -> None:
        @operation
        def an_act_that_says_no() -> None:
            a_letter()
            raise Refusal("现在不行。")

        with pytest.raises(Refusal), transaction.atomic():
            an_act_that_says_no()

        assert Letter.objects.get(uid=a_letter()).number == "明市监补字〔2026〕第1号"

    @pytest.mark.parametrize("missing", ["steps", "materials", "promise", "points"])
    def test_says_no_to_a_notice_that_does_not_say_everything_at_once(self, missing: str) -> None:
        with pytest.raises(LetterIncomplete) as refusal:
            a_letter("one_time_notice", **{missing: None})

        assert "一次性告知书" in refusal.value.message
        assert not Letter.objects.exists()

    def test_says_no_to_a_point_without_its_article(self) -> None:
        with pytest.raises(LetterIncomplete, match="第1条的依据"):
            a_letter("refusal", points=[{"text": "布局", "finding": "不好", "basis": ""}])

    def test_keeps_names_but_no_personal_numbers(self) -> None:
        uid = a_letter(reason="李小红 11010519491231002X 电话13812345678 申请 430102260311000127")

        kept = Letter.objects.get(uid=uid).data["reason"]

        assert kept == "李小红 110105********002X 电话138****5678 申请 430102260311000127"

    def test_cannot_be_changed_afterwards(self) -> None:
        uid = a_letter()

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Letter.objects.filter(uid=uid).update(title="别的")


@pytest.mark.django_db
class TestHaveLetterBytes:
    def test_typesets_once_and_gives_the_same_bytes_ever_after(self) -> None:
        uid = a_letter()

        first = operations.have_letter_bytes(uid, by=CLERK, at=NOON)
        again = operations.have_letter_bytes(uid, by=CLERK, at=NOON + timedelta(minutes=5))

        assert first is not None
        assert first == again
        assert LetterFile.objects.filter(letter_id=uid).count() == 1

    def test_keeps_large_print_beside_the_usual(self) -> None:
        uid = a_letter()

        usual = operations.have_letter_bytes(uid, by=CLERK, at=NOON)
        large = operations.have_letter_bytes(uid, large=True, by=CLERK, at=NOON)

        assert usual is not None
        assert large is not None
        assert usual.sha256 != large.sha256

    def test_knows_nothing_of_a_letter_that_is_not_there(self) -> None:
        assert operations.have_letter_bytes("0" * 16, by=CLERK, at=NOON) is None


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_number_without_holes_and_without_deadlock() -> None:
    @operation
    def one_act(kinds: tuple[str, str]) -> None:
        for kind in kinds:
            a_letter(kind)

    both_ways = [("receipt", "acceptance"), ("acceptance", "receipt")]

    _at_once(16, lambda n: one_act(both_ways[n % 2]))

    for word in ("收", "受"):
        numbers = {f"明市监{word}字〔2026〕第{n}号" for n in range(1, 17)}
        found = Letter.objects.filter(number__startswith=f"明市监{word}字")
        assert set(found.values_list("number", flat=True)) == numbers
        assert LetterCounter.objects.get(key=f"{BUREAU.code}:{word}").last == 16


@pytest.mark.django_db(transaction=True)
def test_many_first_readers_at_once_get_one_file() -> None:
    uid = a_letter()
    found: list[str] = []

    def read(_: int) -> None:
        made = operations.have_letter_bytes(uid, by=CLERK, at=NOON)
        assert made is not None
        found.append(made.sha256)

    _at_once(6, read)

    assert len(found) == 6
    assert len(set(found)) == 1
    assert LetterFile.objects.count() == 1


def _at_once(times: int, act: Callable[[int], None]) -> None:
    def one(n: int) -> None:
        try:
            act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as people:
        list(people.map(one, range(times)))


def _next_year() -> datetime:
    return NOON.replace(year=2027)


@pytest.mark.django_db
class TestFindLetterByToken:
    def test_shows_what_the_paper_should_say_and_veils_the_name(self) -> None:
        uid = a_letter("acceptance")

        proof = queries.find_letter_by_token(token_as_printed(uid).lower())

        assert proof is not None
        assert (proof.title, proof.number) == ("受理通知书", "明市监受字〔2026〕第1号")
        assert proof.addressee == "李**"
        assert proof.fields == ()

    def test_shows_a_licence_whole(self) -> None:
        proof = queries.find_letter_by_token(a_letter("licence"))

        assert proof is not None
        assert proof.title == "食品经营许可证"
        assert ("经营者名称", "湘味坊小吃店") in proof.fields

    @pytest.mark.parametrize(
        "typed", ["", "AB12-CD34-EF56-GH78", "x" * 9999, "' or 1=1 --", "\x00"]
    )
    def test_knows_no_other_code(self, typed: str) -> None:
        a_letter()

        assert queries.find_letter_by_token(typed) is None
