"""What is sealed opens only with its key, for its purpose, and unchanged."""

import pytest
from pytest_django import Settings

from bureau.people import cipher
from bureau.people.cipher import CannotOpen, blind, blind_tail, seal, unseal


class TestSealing:
    def test_comes_back_as_it_was(self) -> None:
        assert unseal(seal("𠮷 13812345678", purpose="phone"), purpose="phone") == "𠮷 13812345678"

    def test_is_different_every_time_and_shows_nothing(self) -> None:
        one, two = seal("13812345678", purpose="phone"), seal("13812345678", purpose="phone")

        assert one != two
        assert "13812345678" not in one

    def test_does_not_open_for_another_purpose(self) -> None:
        with pytest.raises(CannotOpen):
            unseal(seal("13812345678", purpose="phone"), purpose="address")

    def test_does_not_open_when_changed(self) -> None:
        sealed = seal("13812345678", purpose="phone")

        for broken in (sealed[:-4] + "AAAA", sealed + "!", sealed.split(":")[0] + ":", "", "x:y"):
            with pytest.raises(CannotOpen):
                unseal(broken, purpose="phone")

    def test_opens_under_an_old_key_and_seals_under_the_new(self, settings: Settings) -> None:
        settings.PERSONAL_DATA_KEYS = {"old": b"o" * 32}
        settings.PERSONAL_DATA_KEY_ID = "old"
        before = seal("13812345678", purpose="phone")

        settings.PERSONAL_DATA_KEYS = {"new": b"n" * 32, "old": b"o" * 32}
        settings.PERSONAL_DATA_KEY_ID = "new"

        assert unseal(before, purpose="phone") == "13812345678"
        assert seal("13812345678", purpose="phone").startswith("new:")

    def test_does_not_open_when_the_key_is_gone(self, settings: Settings) -> None:
        sealed = seal("13812345678", purpose="phone")
        settings.PERSONAL_DATA_KEYS = {"other": b"n" * 32}

        with pytest.raises(CannotOpen, match="no key"):
            unseal(sealed, purpose="phone")


class TestTheBlindIndex:
    def test_is_the_same_for_the_same_and_has_no_way_back(self) -> None:
        index = blind("430702199001011230", purpose="id_card")

        assert index == blind("430702199001011230", purpose="id_card")
        assert index != blind("430702199001011230", purpose="phone")
        assert "1230" not in cipher.blind_tail("430702199001011230", purpose="id_card")

    def test_depends_on_the_key_of_the_house(self, settings: Settings) -> None:
        before = blind("430702199001011230", purpose="id_card")
        settings.BLIND_INDEX_KEY = b"another key of another house...."

        assert blind("430702199001011230", purpose="id_card") != before

    def test_of_the_last_four_finds_all_that_end_so(self) -> None:
        assert blind_tail("430702199001011230", purpose="id_card") == blind_tail(
            "1230", purpose="id_card"
        )
