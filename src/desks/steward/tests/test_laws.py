"""An article's page: who relies on it, and marking it amended."""

import pytest

from bureau.catalogue.elements import Basis
from bureau.catalogue.tests.factories import a_law_with_articles, an_edition
from bureau.guides.models import LawChange
from bureau.workdays import clock
from desks.steward.tests.test_pages import a_keeper as a_reader
from desks.steward.tests.test_writing import a_keeper

pytestmark = pytest.mark.django_db
ADDRESS = "/laws/茶馆条例/三/"


def a_cited_article() -> None:
    a_law_with_articles("茶馆条例", {"三": "开茶馆要有许可。"})
    an_edition(bases=(Basis(document="茶馆条例", article="三"),))


class TestAnArticle:
    def test_shows_its_words_and_who_relies_on_it(self) -> None:
        a_cited_article()

        shown = a_reader().get(ADDRESS).content.decode()

        assert "开茶馆要有许可。" in shown
        assert "茶馆许可" in shown
        assert "标为已修改" not in shown

    def test_marked_amended_shows_old_and_new_and_the_items(self) -> None:
        a_cited_article()
        today = clock.today().isoformat()
        sent = {"text": "开茶馆要备案。", "source": "公报", "published_on": today}

        answer = a_keeper().post(ADDRESS, {**sent, "valid_from": today}, follow=True)

        shown = answer.content.decode()
        assert "开茶馆要有许可。" in shown
        assert "开茶馆要备案。" in shown
        assert "茶馆许可" in shown
        assert LawChange.objects.count() == 1

    def test_keeps_what_was_typed_when_a_day_is_missing(self) -> None:
        a_cited_article()

        answer = a_keeper().post(ADDRESS, {"text": "开茶馆要备案。", "published_on": "明天"})

        assert answer.status_code == 422
        assert "开茶馆要备案。" in answer.content.decode()
        assert "请选日期" in answer.content.decode()

    def test_that_is_not_there_is_not_found(self) -> None:
        assert a_reader().get("/laws/没有的法/一/").status_code == 404

    def test_stands_in_the_list_of_documents(self) -> None:
        a_cited_article()

        assert "茶馆条例" in a_reader().get("/laws/").content.decode()
