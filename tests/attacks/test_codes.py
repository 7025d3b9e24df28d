"""Query codes, verification codes and numbers that somebody guesses or mistypes."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from bureau.cases.models import Application, CodeTry
from bureau.cases.numbers import check_digit
from bureau.cases.operations.looking import TRIES, look_up_status
from bureau.cases.queries.status import code_of
from bureau.refusal import Refusal
from bureau.workdays import clock
from config import limits
from tests.inhabitants import Inhabitants

SENTENCE = "编号和查询码对不上"


def code(house: Inhabitants) -> str:
    return code_of(Application.objects.get(number=house.things["received"]).uid)


def asked(number: str, code: str) -> str:
    """What the page says to this number and code, without signing in."""
    answer = Client().post("/follow/", {"number": number, "code": code})
    assert answer.status_code in (200, 422)
    return answer.content.decode()


class TestTheQueryCode:
    def test_opens_state_and_dates_and_no_name(self, house: Inhabitants) -> None:
        page = asked(house.things["received"], code(house))

        assert "已收件" in page
        assert "李示例" not in page
        assert "平面图" not in page

    @pytest.mark.parametrize(
        "typed",
        [
            lambda code: code.lower(),
            lambda code: code.replace("-", " "),
            lambda code: "".join(chr(ord(c) + 0xFEE0) if c != "-" else c for c in code),
            lambda code: f"  {code}  ",
        ],
    )
    def test_is_taken_however_it_is_written(self, house: Inhabitants, typed: object) -> None:
        assert callable(typed)

        assert "已收件" in asked(house.things["received"], typed(code(house)))

    def test_of_one_application_does_not_open_another(self, house: Inhabitants) -> None:
        assert SENTENCE in asked(house.things["accepted"], code(house))

    def test_says_the_same_of_a_number_nobody_has(self, house: Inhabitants) -> None:
        digits = "990102" + "261124" + "99999"
        unknown = f"990102-261124-99999-{check_digit(digits)}"

        assert SENTENCE in asked(unknown, code(house))
        assert SENTENCE in asked(house.things["received"], "AAAA-AAAA")

    def test_that_is_guessed_locks_the_number_even_for_the_right_one(
        self, house: Inhabitants
    ) -> None:
        for guess in range(TRIES):
            asked(house.things["received"], f"AAAA-AAA{guess}")

        page = asked(house.things["received"], code(house))

        assert "次数太多" in page
        assert "已收件" not in page

    def test_opens_again_when_the_rest_is_over(self, house: Inhabitants) -> None:
        now = clock.now()
        for guess in range(TRIES):
            with pytest.raises(Refusal):
                look_up_status(house.things["received"], f"AAAA-AAA{guess}", at=now)

        found = look_up_status(
            house.things["received"], code(house), at=now + timedelta(minutes=31)
        )

        assert len(found) == 1

    def test_tries_are_counted_under_every_way_to_write_the_number(
        self, house: Inhabitants
    ) -> None:
        number = house.things["received"]
        wide = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in number)
        for written in (number, number.replace("-", ""), wide, f" {number} ", f"{number}/1"):
            asked(written, "AAAA-AAAA")

        assert CodeTry.objects.get().tries == TRIES

    def test_guessed_at_for_many_numbers_from_one_address_is_stopped(
        self, house: Inhabitants
    ) -> None:
        guess = next(limit for limit in limits.LIMITS if limit.name == "guess")
        met = []
        # A new window may begin in the middle: then it takes as many again, and no more.
        for sequence in range(2 * guess.times + 1):
            digits = f"990102261124{sequence:05}"
            number = f"990102-261124-{sequence:05}-{check_digit(digits)}"
            answer = Client().post("/follow/", {"number": number, "code": "AAAA-AAAA"})
            met.append(answer.status_code)
            if answer.status_code != 422:
                break

        assert met[-1] == 429
        assert len(met) > guess.times


class TestANumber:
    def test_with_a_wrong_check_digit_is_said_to_be_no_number(self, house: Inhabitants) -> None:
        number = house.things["received"]
        wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"

        assert "编号不对" in asked(wrong, code(house))
        assert not CodeTry.objects.exists()

    @pytest.mark.parametrize(
        "typed", ["", "123", "九九〇一〇二", "٣" * 18, "²" * 18, "-", "1" * 60, "/", "O" * 18]
    )
    def test_that_is_none_gets_a_sentence(self, house: Inhabitants, typed: str) -> None:
        assert "编号不对" in asked(typed, "AAAA-AAAA")


class TestAVerificationCode:
    def test_of_somebodys_letter_veils_the_name(self, house: Inhabitants) -> None:
        page = Client().get(f"/verify/{house.things['letter']}/").content.decode()

        assert "李示例" not in page
        assert "李**" in page

    @pytest.mark.parametrize("thing", ["licence", "letter"])
    @pytest.mark.parametrize(
        "change",
        [
            lambda code: code[:-1] + ("1" if code[-1] == "0" else "0"),
            lambda code: ("1" if code[0] == "0" else "0") + code[1:],
            lambda code: code[:-1],
            lambda code: code + "0",
        ],
        ids=["last sign", "first sign", "one less", "one more"],
    )
    def test_guessed_near_a_real_one_is_of_nothing(
        self, house: Inhabitants, change: object, thing: str
    ) -> None:
        assert callable(change)

        answer = Client().get(f"/verify/{change(house.things[thing])}/")

        assert answer.status_code == 404
        assert "没有查到这个核验码" in answer.content.decode()

    def test_shows_no_number_of_a_person(self, house: Inhabitants) -> None:
        cache.clear()

        page = Client().get(f"/verify/{house.things['licence']}/").content.decode()

        assert "身份证" not in page
