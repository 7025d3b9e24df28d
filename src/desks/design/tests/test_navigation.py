from desks.design import navigation
from desks.design.navigation import Place


class TestEntries:
    def test_a_page_that_is_not_there_is_left_out(self) -> None:
        places = (
            Place("gallery", "组件表", "list-details", ("design:gallery",)),
            Place("nowhere", "没有", "x", ("nobody:home",)),
        )

        assert [entry.key for entry in navigation.entries(places)] == ["gallery"]

    def test_the_first_address_known_is_taken(self) -> None:
        assert navigation.address("nobody:home", "design:gallery") == "/design/"
        assert navigation.address("nobody:home") == ""

    def test_a_desk_one_may_not_enter_is_left_out(self) -> None:
        place = Place("gallery", "组件表", "x", ("design:gallery",), frozenset({"clerk"}))

        assert navigation.entries([place], roles=frozenset({"examiner"})) == ()
        assert len(navigation.entries([place], roles=frozenset({"examiner", "clerk"}))) == 1
