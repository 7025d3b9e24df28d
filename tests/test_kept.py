"""What a process keeps of slow facts, and when it asks again."""

from collections.abc import Callable

from bureau.kept import forget, forget_everything, kept, kept_for_good


class Asked:
    """A question that counts how often it reaches the database."""

    def __init__(self, answer: str | None = "一局") -> None:
        self.times = 0
        self.answer = answer
        self.ask: Callable[..., str | None] = kept(self._ask)

    def _ask(self, key: str = "", *, on: int = 0) -> str | None:
        self.times += 1
        return self.answer


class TestKept:
    def test_asks_once_for_the_same_question(self) -> None:
        forget(keep_nothing_for=0)
        asked = Asked()

        assert [asked.ask("a", on=1), asked.ask("a", on=1)] == ["一局", "一局"]
        assert asked.times == 1

    def test_asks_again_for_another_day(self) -> None:
        forget(keep_nothing_for=0)
        asked = Asked()

        asked.ask("a", on=1)
        asked.ask("a", on=2)

        assert asked.times == 2

    def test_does_not_keep_that_something_is_not_there(self) -> None:
        forget(keep_nothing_for=0)
        asked = Asked(None)

        asked.ask("a")
        asked.answer = "一局"

        assert asked.ask("a") == "一局"

    def test_gives_the_new_answer_once_somebody_changed_it_here(self) -> None:
        forget(keep_nothing_for=0)
        asked = Asked()
        asked.ask("a")

        asked.answer = "二局"
        forget()

        assert asked.ask("a") == "二局"

    def test_keeps_nothing_while_a_change_may_still_be_undone(self) -> None:
        forget()
        asked = Asked("二局")
        asked.ask("a")

        asked.answer = "一局"

        assert asked.ask("a") == "一局"


class TestKeptForGood:
    def test_what_never_changes_outlives_every_change(self) -> None:
        times = []
        ask = kept_for_good(lambda key: times.append(key) or key)

        ask("edition 1")
        forget()
        ask("edition 1")

        assert times == ["edition 1"]

    def test_but_not_another_database(self) -> None:
        times = []
        ask = kept_for_good(lambda key: times.append(key) or key)

        ask("edition 1")
        forget_everything()
        ask("edition 1")

        assert times == ["edition 1", "edition 1"]
