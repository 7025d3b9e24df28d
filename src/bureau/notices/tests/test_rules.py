"""Numbers, codes and words of letters."""

import pytest

from bureau.notices.glyphs import missing_glyphs, printable
from bureau.notices.kinds import KINDS
from bureau.notices.rules import (
    TOKEN_SIGNS,
    clean_text,
    frozen,
    lacking,
    token_as_kept,
    token_as_printed,
    without_personal_numbers,
)
from bureau.notices.tests.factories import EVERYTHING, POINTS


class TestMissingGlyphs:
    @pytest.mark.parametrize(
        "text", ["𠮷䶮㛃𬱖·〇", "鿏", "阿依古丽·买买提", "ABC 123，。“”〔2026〕"]
    )
    def test_names_nothing_that_can_be_printed(self, text: str) -> None:
        assert missing_glyphs(text) == []

    def test_names_each_missing_sign_once(self) -> None:
        assert missing_glyphs("李😀明😀\U0002ebf0") == ["😀", "\U0002ebf0"]

    def test_a_missing_sign_is_printed_as_the_printers_mark(self) -> None:
        assert printable("李😀明\n二") == "李〓明\n二"


class TestWithoutPersonalNumbers:
    @pytest.mark.parametrize(
        ("text", "masked"),
        [
            ("11010519491231002X", "110105********002X"),
            ("11010519491231002x。", "110105********002x。"),
            ("110105 19491231 002X", "110105********002X"),
            ("电话13812345678。", "电话138****5678。"),
            ("138-1234-5678", "138****5678"),
        ],
    )
    def test_masks_a_persons_numbers(self, text: str, masked: str) -> None:
        assert without_personal_numbers(text) == masked

    @pytest.mark.parametrize(
        "text",
        [
            "430102260311000127",  # a case number
            "911101083303521997",  # a credit code of digits only
            "110105194912310021",  # a wrong check digit
            "0999-1234567",
            "JY24301020000001",
        ],
    )
    def test_leaves_other_numbers(self, text: str) -> None:
        assert without_personal_numbers(text) == text


class TestLacking:
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_nothing_when_everything_is_said(self, kind: str) -> None:
        assert lacking(kind, EVERYTHING) == []

    def test_a_notice_says_procedure_materials_and_time_together(self) -> None:
        said = {**EVERYTHING, "steps": [], "materials": [], "promise": ""}

        assert lacking("one_time_notice", said) == ["办事程序", "所需材料", "承诺办结时限"]

    def test_every_point_names_its_article(self) -> None:
        said = {**EVERYTHING, "points": [*POINTS, {**POINTS[0], "basis": ""}]}

        assert lacking("refusal", said) == ["第2条的依据"]


class TestToken:
    def test_what_is_printed_can_be_typed_back_in_any_way(self) -> None:
        token = "AB12CD34EF56GH78"

        typed = [
            token_as_printed(token),
            token.lower(),
            " ab12-cd34 ef56 gh78 ",
            "\uff21\uff22\uff11\uff12ＣＤ３４EF56GH78",
        ]

        assert {token_as_kept(one) for one in typed} == {token}

    def test_look_alikes_are_taken_for_what_they_look_like(self) -> None:
        assert token_as_kept("OISVZ") == "015U2"
        assert not set("IOSVZ") & set(TOKEN_SIGNS)


class TestFrozen:
    def test_unseen_signs_are_dropped_and_lines_kept(self) -> None:
        assert clean_text("李\u202e小\u200b红\x00\r\n二") == "李小红\n二"

    def test_only_texts_and_whole_numbers_are_kept(self) -> None:
        with pytest.raises(TypeError):
            frozen({"fee": 1.5})
