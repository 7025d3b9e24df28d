"""A name is kept as it is written, and nothing hides in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.people import names
from bureau.people.names import NotAName, NotPlainText, clean_name, clean_text


class TestAName:
    @pytest.mark.parametrize(
        "name",
        [
            "张桂英",
            "𠮷田",
            "䶮",
            "㛃",
            "𬱖",
            "〇",
            "阿卜杜拉·买买提",
            "Anne-Marie O'Neill",
            "第5小吃店",
        ],
    )
    def test_that_is_one_is_kept_exactly(self, name: str) -> None:
        assert clean_name(name) == name

    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("  张  桂英 ", "张 桂英"),
            ("\ufeff张桂英", "张桂英"),
            ("张\u200b桂英", "张桂英"),
            ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
            ("Ame\u0301lie", "Amélie"),
            ("张\n桂英", "张 桂英"),
        ],
    )
    def test_is_put_in_one_written_form(self, typed: str, name: str) -> None:
        assert clean_name(typed) == name

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("张\u202e桂英", "改变文字方向"),
            ("张\u2066桂英", "改变文字方向"),
            ("张\x00桂英", "控制字符"),
            ("张\u200d桂英", "看不见的字符"),
            ("张桂英😀", "表情"),
            ("❤店", "表情"),
            ("张\ud800", "残缺的字符"),
            ("张\ue000", "未编码的字符"),
            ("a" + "\u0316" * 8, "叠加的符号"),
            ("", "请填写名称"),
            ("   ", "请填写名称"),
            ("···", "没有文字"),
            ("长" * 201, "最多 200 个字"),
            ("长" * 100_000, "最多 200 个字"),
            ("张三 13812345678", "不要填写证件号码或电话"),
            ("张三430702 19900101 1230", "不要填写证件号码或电话"),
        ],
    )
    def test_that_is_none_gets_a_sentence(self, typed: str, words: str) -> None:
        with pytest.raises(NotAName, match=words) as refusal:
            clean_name(typed)

        assert refusal.value.field == "name"

    @given(st.text(max_size=300))
    def test_whatever_is_typed_is_refused_or_clean_for_good(self, typed: str) -> None:
        try:
            name = clean_name(typed)
        except NotAName:
            return
        assert clean_name(name) == name
        assert "\x00" not in name


class TestFreeWords:
    def test_keep_their_lines(self) -> None:
        assert clean_text(" 一\r\n二 ", field="note") == "一\n二"

    @pytest.mark.parametrize("typed", ["\u202e", "a\x00b", "\ud800", "长" * 11])
    def test_that_hide_or_are_too_long_are_refused(self, typed: str) -> None:
        with pytest.raises(NotPlainText):
            clean_text(typed, field="note", longest=10)

    @pytest.mark.parametrize(
        "words",
        ["电话13812345678", "电话 138 1234 5678", "+8613812345678", "身份证11010519491231002X。"],
    )
    def test_that_hold_a_personal_number_are_known(self, words: str) -> None:
        assert names.holds_personal_number(words)

    @pytest.mark.parametrize(
        "words",
        [
            "办件430702260930000017",
            "2026-09-29 10:00",
            "代码91430700MA4L12346C",
            "0736-7785390",
        ],
    )
    def test_that_hold_another_number_are_let_through(self, words: str) -> None:
        assert not names.holds_personal_number(words)


class TestWhatIsShown:
    def test_of_a_number_is_enough_to_know_ones_own(self) -> None:
        assert names.mask_number("430702199001011230") == "430***********1230"
        assert names.mask_number("1234") == "****"
        assert names.mask_number("12345678") == "****5678"

    def test_of_an_address_is_its_district(self) -> None:
        assert names.mask_address("湖南省桃花市柳林区和平路1号") == "湖南省桃花市柳林区****"
        assert "和平路" not in names.mask_address("和平路1号3栋502")[2:]

    def test_of_a_name_is_its_first_sign(self) -> None:
        assert names.mask_name("𠮷小满") == "𠮷**"
        assert names.mask_name("张") == "张*"

    def test_pairs_find_a_part_of_a_name_whatever_its_width(self) -> None:
        assert set(names.bigrams("ＡＢ店")) >= set(names.bigrams("b店"))
