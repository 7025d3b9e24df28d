"""Every finding with its mend, and the way to the place where it is mended."""

import pytest

from bureau.cases.tests.factories import LICENCE_ITEM, an_item
from bureau.catalogue.models import Edition
from desks.steward.tests.test_pages import a_keeper as a_reader
from desks.steward.tests.test_writing import a_keeper, a_sound_item

pytestmark = pytest.mark.django_db


class TestTheFindings:
    def test_say_what_is_wrong_and_what_to_do(self) -> None:
        an_item()

        shown = a_keeper().get("/findings/", {"rule": "empty-chapter"})

        assert {row.rule for row in shown.context["rows"]} == {"empty-chapter"}
        assert "不要填空话" in shown.content.decode()

    def test_open_a_draft_at_the_place_that_is_wrong(self) -> None:
        a_sound_item()
        keeper = a_keeper()

        answer = keeper.post(f"/findings/{LICENCE_ITEM}/mend/", {"place": "materials.plan"})
        again = keeper.post(f"/findings/{LICENCE_ITEM}/mend/", {"place": "nothing"})

        draft = Edition.objects.get(status="draft")
        at = f"/items/{LICENCE_ITEM}/{draft.pk}/draft/"
        assert answer["Location"] == f"{at}at/materials.plan/"
        assert again["Location"] == at

    def test_offer_nothing_to_who_may_not_keep(self) -> None:
        an_item()

        reader = a_reader()

        assert "去改" not in reader.get("/findings/").content.decode()
        assert Edition.objects.filter(status="draft").count() == 0
