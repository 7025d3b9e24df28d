"""One change of the catalogue, from the keeper's page to every page that follows it, on its day."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from bureau.cases.models import Case
from bureau.cases.operations import counter, review
from bureau.cases.tests.factories import (
    CHINA,
    HOUSE,
    REFERENCE,
    a_clerk,
    a_file,
    an_applicant,
    an_application,
    an_approver,
    an_examiner,
    an_item_of_the_law,
    judged,
)
from bureau.catalogue import operations as catalogue
from bureau.catalogue.files import read_laws
from bureau.catalogue.queries import edition_content
from bureau.offices.tests.factories import CITY, a_competent
from bureau.people.models import Account
from bureau.workdays import clock
from bureau.workdays.models import CityClock
from tests.clauses import clause

pytestmark = pytest.mark.django_db

ITEM = "food-business-new"
ANSWERS = {
    "operator-name": "春风餐饮店",
    "premises-address": "示例路1号101铺",
    "catering-items": ["hot", "drinks"],
}
SITUATION = {"trade": "catering", "subject": "enterprise", "cold-raw": "no"}
NAME = "设施布局图（写明净高）、操作流程文件"
POINT = "申请书与营业执照逐字一致，一个字也不差。"
LABEL = "经营者的名称（照营业执照写）"


def in_the_city(moment: dt.datetime) -> dt.datetime:
    """The city's clock shows this moment now; it only ever goes forward."""
    ahead = int((moment - dt.datetime.now(CHINA)).total_seconds())
    if not CityClock.objects.update(offset_seconds=ahead):
        CityClock.objects.create(mode="trial", offset_seconds=ahead, set_at=moment)
    return moment


def a_coming_wednesday() -> dt.datetime:
    tomorrow = dt.datetime.now(CHINA).replace(hour=10, minute=0, second=0, microsecond=0)
    return tomorrow + dt.timedelta(days=1 + (1 - tomorrow.weekday()) % 7)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def received(at: dt.datetime) -> Case:
    """A complete application of that moment, judged by a clerk."""
    content = an_item_of_the_law(ITEM, at=at)
    wanted = content.materials_for({**ANSWERS, **SITUATION})
    materials = {one.key: a_file() for one in wanted if not (one.generated or one.shareable)}
    application = an_application(
        at=at,
        by=an_applicant(),
        item_key=ITEM,
        answers=ANSWERS,
        situation=SITUATION,
        materials=materials,
    )
    return judged(application.cases.get(), at=at)


class Pages:
    """What a guide, a form, a clerk and a reviewer show now."""

    def __init__(self) -> None:
        self.clerk = signed_in(a_clerk())
        self.examiner = signed_in(an_examiner())

    def guide(self) -> str:
        return Client().get(f"/guides/{ITEM}/").content.decode()

    def form(self) -> str:
        return Client().get(f"/guides/{ITEM}/forms/application/").content.decode()

    def at_the_window(self, case: Case) -> str:
        return self.clerk.get(reverse("clerk:case", args=[case.number])).content.decode()

    def under_review(self, case: Case) -> str:
        return self.examiner.get(reverse("reviewer:case", args=[case.number])).content.decode()


@pytest.fixture
def wednesday() -> dt.datetime:
    moment = in_the_city(a_coming_wednesday())
    catalogue.load_laws(read_laws(REFERENCE / "laws")[0], by=HOUSE, at=moment)
    an_item_of_the_law(ITEM, at=moment)
    return moment


def write_and_propose(keeper: Client, monday: dt.date) -> str:
    """The keeper's afternoon: four places of a draft, then off to the second person."""
    draft = str(keeper.post(f"/items/{ITEM}/draft/")["Location"])
    for place, sent in {
        "promised_limit": {"value": "3", "unit": "working_day"},
        "materials.layout": {"name": NAME},
        "points.same-operator": {"text": POINT},
        "forms.application.sections.operator.fields.operator-name": {"label": LABEL},
    }.items():
        assert keeper.post(f"{draft}at/{place}/", sent).status_code == 302
    publish = draft.replace("/draft/", "/publish/")
    answer = keeper.post(
        f"{publish}propose/",
        {
            "valid_from": monday.isoformat(),
            "reason": "压缩承诺时限",
            "document": "优化营商环境条例",
            "article": "",
        },
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return publish


@clause("3.1.2-b", "3.1.2-f")
class TestAShorterPromiseFromMonday:
    def test_reaches_guide_form_clerk_and_reviewer_on_that_day_and_no_old_case(
        self, wednesday: dt.datetime
    ) -> None:
        keeper = signed_in(a_competent("KEEPER9", "item_keeper", "keep", office=CITY))
        publisher = signed_in(a_competent("PUBLISHER9", "publisher", "publish", office=CITY))
        monday = wednesday + dt.timedelta(days=5)
        old = counter.accept(received(wednesday).number, by=a_clerk(), at=wednesday)
        pages = Pages()

        publish = write_and_propose(keeper, monday.date())
        shown = publisher.get(publish).content.decode()
        published = publisher.post(f"{publish}now/")

        assert "county 单位" in shown
        assert "1</b> 件已经受理的办件按受理时的版本办完" in shown
        assert "环节时限加起来超过承诺" in shown
        assert published.status_code == 302

        in_the_city(monday - dt.timedelta(hours=11))  # Sunday, an hour before midnight
        assert "5个工作日" in pages.guide()
        assert LABEL not in pages.form()

        now = in_the_city(monday)
        assert clock.today() == monday.date()
        assert "3个工作日" in pages.guide()
        assert NAME in pages.guide()
        assert LABEL in pages.form()

        waiting = received(now)
        assert NAME in pages.at_the_window(waiting)
        new = counter.accept(waiting.number, by=a_clerk(), at=now)
        assert (new.promise_value, new.promise_unit) == (3, "working_day")
        assert POINT in pages.under_review(new)

        old.refresh_from_db()
        assert (old.promise_value, old.promise_unit) == (5, "working_day")
        assert POINT not in pages.under_review(old)
        assert NAME not in pages.at_the_window(old)
        self._goes_on_as_it_was(old, at=now)

    def _goes_on_as_it_was(self, case: Case, *, at: dt.datetime) -> None:
        assert case.accepted_under_id is not None
        content = edition_content(case.accepted_under_id)
        found = [
            review.PointFinding(point.key, "pass")
            for point in content.points_for({**ANSWERS, **SITUATION})
        ]
        review.find(case.number, found, by=an_examiner(), at=at)
        review.propose(case.number, "grant", by=an_examiner(), at=at)
        decided = review.decide(case.number, "grant", by=an_approver(), at=at)
        assert decided.accepted_under_id == case.accepted_under_id
