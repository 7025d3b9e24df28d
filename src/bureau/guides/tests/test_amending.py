"""An article changes: who relies on it is known, and each has a task with old and new words."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.clauses import clause

from bureau.catalogue.elements import Basis, Condition
from bureau.catalogue.queries.articles import wordings
from bureau.catalogue.tests.factories import (
    HOUSE,
    NOON,
    TODAY,
    TOMORROW,
    a_law_with_articles,
    an_edition,
    keeper,
)
from bureau.guides.amending import follow_ups, mark_amended
from bureau.guides.models import LawChange
from bureau.guides.reliance import who_relies
from bureau.offices.tests.factories import COUNTY
from bureau.refusal import Refusal
from bureau.tasks.queries import tasks_about

pytestmark = pytest.mark.django_db
LAW = "茶馆条例"
OLD, NEW = "开茶馆要有许可。", "开茶馆要备案。"


def two_items() -> None:
    """One that cites article three in two places, one that cites another article."""
    a_law_with_articles(LAW, {"三": OLD, "四": "茶要热。"})
    three, four = (Basis(document=LAW, article=article) for article in ("三、五", "四"))
    an_edition(bases=(three,), conditions=(Condition(key="c", text="有炉子。", basis=three),))
    an_edition(item="tea-stall", name="茶摊备案", bases=(four,))


def amended(**changes: Any) -> LawChange:
    values: dict[str, Any] = {
        "text": NEW,
        "source": "公报第9期",
        "published_on": TODAY - timedelta(days=20),
        "valid_from": TODAY,
        "by": keeper(),
        "at": NOON,
    }
    return mark_amended(LAW, "三", **(values | changes))


class TestWhoRelies:
    def test_on_an_article_is_every_place_that_names_it(self) -> None:
        two_items()

        (found,) = who_relies(LAW, "三", on=TODAY)

        assert found.item == "tea-house"
        assert found.places == (("bases", "设定依据"), ("conditions.c", "有炉子。"))

    def test_on_a_document_is_who_names_any_article(self) -> None:
        two_items()

        assert [one.item for one in who_relies(LAW, on=TODAY)] == ["tea-house", "tea-stall"]


@clause("3.1.2-d")
class TestAnAmendedArticle:
    def test_gives_every_item_that_cites_it_a_task_with_a_day_and_no_other(self) -> None:
        two_items()

        change = amended()

        (task,) = tasks_about("law_change", f"{change.pk}/tea-house")
        assert task.subject == "《茶馆条例》第三条改了，核对“茶馆许可”"
        assert task.owner_office == "city"
        assert task.due_at > NOON
        assert change.items == ["tea-house"]
        assert (change.old_text, change.new_text) == (OLD, NEW)

    def test_keeps_both_wordings_each_for_its_days(self) -> None:
        two_items()

        amended()

        new, old = wordings(LAW, "三")
        assert (new.text, new.valid_from, new.valid_to) == (NEW, TODAY, None)
        assert (old.text, old.valid_to) == (OLD, TODAY - timedelta(days=1))

    def test_without_its_new_words_stands_as_not_entered(self) -> None:
        two_items()

        amended(text="", source="")

        assert wordings(LAW, "三")[0].mark == "未录入"

    def test_measures_the_days_from_the_upper_document_to_our_new_edition(self) -> None:
        two_items()
        change = amended()
        assert [one.days for one in follow_ups(change)] == [None]

        an_edition(number="2", valid_from=TOMORROW)

        assert [(one.edition, one.days) for one in follow_ups(change)] == [("2", 21)]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"text": OLD}, "text"),
            ({"source": ""}, "source"),
            ({"published_on": TOMORROW}, "published_on"),
            ({"valid_from": date(2020, 1, 1)}, "valid_from"),
        ],
    )
    def test_is_refused_whole_when_it_cannot_be(self, changes: dict[str, Any], field: str) -> None:
        two_items()

        with pytest.raises(Refusal) as said:
            amended(**changes)

        assert said.value.field == field
        assert len(wordings(LAW, "三")) == 1
        assert not LawChange.objects.exists()

    def test_is_not_for_a_county_to_mark(self) -> None:
        two_items()

        with pytest.raises(Refusal):
            amended(by=keeper(office=COUNTY))

    def test_cannot_change_twice_from_the_same_day(self) -> None:
        two_items()
        amended()

        with pytest.raises(Refusal, match="已经有新的条文"):
            amended(text="第三种说法。")

    def test_that_we_do_not_have_is_refused(self) -> None:
        an_edition()

        with pytest.raises(Refusal, match="没有这一条"):
            mark_amended(
                "没有的法",
                "一",
                text=NEW,
                source="公报",
                published_on=TODAY,
                valid_from=TODAY,
                by=HOUSE,
                at=NOON,
            )
