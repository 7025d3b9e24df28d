"""Finding an item by what people say."""

import pytest

from bureau.catalogue.search import Searchable, initials, ranked

ITEMS = [
    Searchable(
        key="individual",
        name="个体工商户设立登记",
        said=("开店", "办个体户", "小餐馆"),
        summary="自己开店做生意要办的登记。",
    ),
    Searchable(
        key="change", name="公司变更登记", said=("换法人", "改名字"), summary="公司的登记事项变了。"
    ),
    Searchable(
        key="small-food",
        name="食品小经营许可（小餐饮、小食品店）",
        said=("小餐馆", "开小吃店"),
        summary="小餐饮、小食品店开张前要办。",
    ),
]


def found(words: str) -> list[str]:
    return [item.key for _, item in ranked(ITEMS, words)]


class TestFinding:
    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("开店", "individual"),
            ("换法人", "change"),
            ("我想开个小吃店要办什么", "small-food"),
            ("公司变更", "change"),
            ("ＫＤ", "individual"),
            ("小 餐馆", "individual"),
            ("登记 公司", "change"),
            ("huanfaren", "change"),
        ],
    )
    def test_puts_what_was_meant_first(self, words: str, key: str) -> None:
        assert found(words)[0] == key

    def test_finds_every_item_people_call_so(self) -> None:
        assert found("小餐馆") == ["individual", "small-food"]

    @pytest.mark.parametrize("words", ["", "  ", "%_'\"<script>", "火箭发射", "\u202e\u200b"])
    def test_finds_nothing_for_what_is_not_there(self, words: str) -> None:
        assert found(words) == []

    def test_takes_very_long_words(self) -> None:
        assert found("开店" * 10_000) == ["individual"]

    def test_opening_is_not_found_by_the_word_for_not_opening(self) -> None:
        closing = Searchable(key="closing", name="注销登记", said=("不开店了",), summary="")

        assert [one.key for _, one in ranked([closing, *ITEMS], "开店")] == ["individual"]
        assert [one.key for _, one in ranked([closing], "不开店")] == ["closing"]

    def test_what_can_be_applied_for_here_comes_first_among_equals(self) -> None:
        there = Searchable(key="a", name="甲", said=("开店",), summary="", here=False)

        assert [one.key for _, one in ranked([there, *ITEMS], "开店")] == ["individual", "a"]

    def test_first_letters_of_the_pinyin(self) -> None:
        assert initials("换法人") == "hfr"
