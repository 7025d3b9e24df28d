"""Writing a draft on its pages, and publishing it with a second person."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bureau.cases.tests.factories import LICENCE_ITEM, an_accepted_case, an_item
from bureau.catalogue import queries as catalogue
from bureau.catalogue.models import Edition
from bureau.catalogue.tests.factories import a_law
from bureau.guides.tests.samples import a_full_content
from bureau.offices.tests.factories import CITY, a_competent, a_posted
from bureau.people.models import Account
from bureau.workdays import clock

pytestmark = pytest.mark.django_db

PLAN = "materials.plan"


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def a_keeper(number: str = "KEEPER9") -> Client:
    return signed_in(a_competent(number, "item_keeper", "keep", office=CITY))


def a_publisher() -> Client:
    return signed_in(a_competent("PUBLISHER9", "publisher", "publish", office=CITY))


def a_sound_item() -> Edition:
    """Nothing for any rule of the guide to find, so that it can be published."""
    content = a_full_content()
    return an_item(**{name: getattr(content, name) for name in type(content).model_fields})


def a_draft(keeper: Client) -> str:
    """The address of a draft the keeper has just opened."""
    a_sound_item()
    answer = keeper.post(f"/items/{LICENCE_ITEM}/draft/")
    assert answer.status_code == 302
    return str(answer["Location"])


def the_draft(address: str) -> Edition:
    return Edition.objects.get(pk=address.split("/")[3])


def monday() -> str:
    """The next Monday, by the clock of the pages."""
    today = clock.today()
    return str(today + timedelta(days=7 - today.weekday()))


def a_proposal(keeper: Client, address: str, **changes: Any) -> Any:
    sent = {"valid_from": monday(), "reason": "压缩时限", "document": a_law(), "article": "三"}
    return keeper.post(address.replace("/draft/", "/publish/propose/"), sent | changes)


class TestTheDraft:
    def test_shows_every_place_and_where_each_finding_is_mended(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        keeper.post(f"{address}at/promised_limit/", {"value": "30", "unit": "working_day"})

        shown = keeper.get(address).content.decode()

        for words in ("法定时限", "审核要点", "与第 1 版有 1 处不同", "长于法定", "1</b> 个单位"):
            assert words in shown
        assert f'href="{address}at/promised_limit/"' in shown

    def test_can_be_read_and_not_written_by_who_only_watches(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        head = signed_in(a_posted("S-HEAD", "head"))

        shown = head.get(address).content.decode()

        assert "您可以看，不能改" in shown
        assert head.post(f"{address}undo/").status_code == 404

    def test_a_keeper_of_a_county_is_told_who_writes(self) -> None:
        address = a_draft(a_keeper())
        county = signed_in(a_competent("KEEPER-C", "item_keeper", "keep"))

        answer = county.post(f"{address}at/promised_limit/", {"value": "3", "unit": "working_day"})

        assert answer.status_code == 422
        assert "没有市级机关" in answer.content.decode()

    def test_names_who_else_has_it_open(self) -> None:
        keeper, other = a_keeper(), a_keeper("KEEPER8")
        address = a_draft(keeper)
        other.post(f"{address}present/", {"place": "promised_limit"})

        shown = keeper.post(f"{address}present/", {"place": ""}).content.decode()

        assert "KEEPER8 某在看“承诺时限”" in shown

    def test_examples_are_confirmed_one_by_one(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        keeper.post(f"{address}at/promised_limit/", {"mark": "plausible"})
        assert "核实示例值（1 处）" in keeper.get(address).content.decode()

        keeper.post(f"{address}confirm/", {"at": "promised_limit"})

        assert the_draft(address).content["promised_limit"]["mark"] == "confirmed"

    def test_nothing_is_lost_by_one_wrong_step(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        before = the_draft(address).content
        keeper.post(f"{address}at/{PLAN}/remove/")
        assert the_draft(address).content != before

        keeper.post(f"{address}undo/")

        assert the_draft(address).content == before


class TestAPlace:
    def test_is_saved_while_typing(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)

        answer = keeper.post(
            f"{address}at/promised_limit/",
            {"value": "4", "unit": "working_day"},
            headers={"X-Draft": "autosave"},
        )

        assert answer.status_code == 200
        assert "已自动保存" in answer.content.decode()
        assert the_draft(address).content["promised_limit"]["value"] == 4

    def test_what_cannot_be_read_is_named_and_the_rest_is_kept(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)

        answer = keeper.post(
            f"{address}at/{PLAN}/", {"name": "平面布置图", "copies": "两份", "when": "没有冒号"}
        )

        shown = answer.content.decode()
        assert answer.status_code == 422
        for words in ("整数", "中间用冒号", "两份", "没有冒号"):
            assert words in shown
        content = catalogue.edition_content(the_draft(address).pk)
        plan = content.material(PLAN.rpartition(".")[2])
        assert plan is not None
        assert plan.name == "平面布置图"

    def test_somebody_else_s_words_are_never_overwritten(self) -> None:
        keeper, other = a_keeper(), a_keeper("KEEPER8")
        address = a_draft(keeper)
        seen = keeper.get(f"{address}at/{PLAN}/").context["seen"]
        other.post(f"{address}at/{PLAN}/", {"name": "别人写的"})

        by_itself = keeper.post(
            f"{address}at/{PLAN}/",
            {"name": "我写的", "seen": seen},
            headers={"X-Draft": "autosave"},
        )
        by_hand = keeper.post(f"{address}at/{PLAN}/", {"name": "我写的", "seen": seen})

        assert by_itself.status_code == 409
        assert by_hand.status_code == 422
        assert "KEEPER8 某刚才改过这一处" in by_hand.content.decode()
        assert "我写的" in by_hand.content.decode()

    def test_every_place_opens_and_keeps_what_it_said(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        before = the_draft(address).content
        links = {
            line.split('"')[0]
            for line in keeper.get(address).content.decode().split('href="')
            if "/draft/at/" in line.split('"')[0]
        }
        assert len(links) > 25

        for link in sorted(links):
            page = keeper.get(link)
            sent = {one.name: one.value for one in page.context["inputs"]}
            assert keeper.post(link, sent).status_code == 302

        assert the_draft(address).content == before

    def test_an_element_is_added_and_opens(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)

        answer = keeper.post(
            f"{address}add/", {"list": "conditions", "text": "店里有洗手池。", "key": "sink"}
        )

        assert answer["Location"] == f"{address}at/conditions.sink/"
        assert "店里有洗手池" in keeper.get(answer["Location"]).content.decode()

    def test_an_unknown_place_is_not_there(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)

        for place in ("materials.none", "nothing", "materials", "forms.x.sections"):
            assert keeper.get(f"{address}at/{place}/").status_code == 404


class TestPublishing:
    def test_by_two_persons_from_the_day_named(self) -> None:
        keeper, publisher = a_keeper(), a_publisher()
        a_sound_item()
        case = an_accepted_case()
        address = a_draft(keeper)
        keeper.post(f"{address}at/promised_limit/", {"value": "3", "unit": "working_day"})
        publish = address.replace("/draft/", "/publish/")

        assert a_proposal(keeper, address).status_code == 302
        shown = publisher.get(publish).content.decode()
        answer = publisher.post(f"{publish}now/", follow=True).content.decode()

        assert "压缩时限" in shown
        assert "1</b> 件已经受理的办件按受理时的版本办完" in shown
        assert "已经发布，自" in answer
        assert the_draft(address).status == "in_force"
        case.refresh_from_db()
        assert case.accepted_under is not None
        assert case.accepted_under.number == "1"

    def test_the_first_person_is_offered_only_to_take_it_back(self) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)
        a_proposal(keeper, address)
        publish = address.replace("/draft/", "/publish/")

        assert "收回来改" in keeper.get(publish).content.decode()
        assert keeper.post(f"{publish}now/").status_code == 422

        keeper.post(f"{publish}back/")
        assert the_draft(address).proposed_at is None

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"valid_from": "2020-01-01"}, "已经过去"),
            ({"valid_from": "下周一"}, "2026-05-06 这样"),
            ({"reason": ""}, "为什么改"),
            ({"document": "哪个条例"}, "没有《哪个条例》"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, wrong: dict[str, str], words: str
    ) -> None:
        keeper = a_keeper()
        address = a_draft(keeper)

        answer = a_proposal(keeper, address, **wrong)

        shown = answer.content.decode()
        assert answer.status_code == 422
        assert words in shown
        assert 'value="三"' in shown

    def test_two_publishers_at_once_are_told_in_words(self) -> None:
        keeper, publisher = a_keeper(), a_publisher()
        address = a_draft(keeper)
        a_proposal(keeper, address)
        publish = address.replace("/draft/", "/publish/now/")
        publisher.post(publish)

        second = publisher.post(publish, follow=True).content.decode()

        assert "已经发布过了" in second

    def test_before_its_day_it_can_be_taken_down(self) -> None:
        keeper, publisher = a_keeper(), a_publisher()
        address = a_draft(keeper)
        a_proposal(keeper, address)
        publisher.post(address.replace("/draft/", "/publish/now/"))
        edition = address.replace("draft/", "")

        shown = publisher.post(f"{edition}recall/", {"words": "天数写错了"}, follow=True)

        assert "从来没有执行过" in shown.content.decode()
        assert "没有执行过" in keeper.get(edition).content.decode()


def test_any_two_editions_stand_side_by_side() -> None:
    keeper = a_keeper()
    address = a_draft(keeper)
    keeper.post(f"{address}at/promised_limit/", {"value": "3", "unit": "working_day"})
    first = Edition.objects.get(number="1")

    found = keeper.get(
        f"/items/{LICENCE_ITEM}/compare/", {"a": first.pk, "b": the_draft(address).pk}
    )

    assert found.context["changed"] == 1
    assert "<del>5</del>" in found.content.decode()
    whole = keeper.get(f"/items/{LICENCE_ITEM}/compare/", {"show": "whole"})
    assert len(whole.context["rows"]) > 50
