"""Editions and listings as the operations make them."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bureau.audit.actors import Actor
from bureau.catalogue import operations
from bureau.catalogue.elements import EditionContent, Limit, Mark, Material, Procedure, Stage, Step
from bureau.catalogue.files import EditionRow
from bureau.catalogue.files.yaml_files import LawText
from bureau.catalogue.models import Edition
from bureau.catalogue.operations import Law
from bureau.offices.tests.factories import CITY, a_competent
from bureau.people.queries import account_named

NOON = datetime(2026, 5, 6, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
HOUSE = Actor.system("测试")


def keeper(*, office: str = CITY) -> Actor:
    """Who keeps the items of an office; the same one however often asked for."""
    return _competent(f"keeper-{office}", "item_keeper", "keep", office)


def publisher() -> Actor:
    """Who publishes for the city."""
    return _competent("publisher", "publisher", "publish", CITY)


def _competent(number: str, role: str, act: str, office: str) -> Actor:
    known = account_named(number)
    account = known or a_competent(number, role, act, office=office)
    return account.as_actor(post=role, office=office)


def a_content(**changes: Any) -> EditionContent:
    """A small licence: two materials, three steps, ten working days, promised five."""
    values: dict[str, Any] = {
        "name": "茶馆许可",
        "summary": "开茶馆之前要办的许可。",
        "procedure": Procedure.LICENCE,
        "stage": Stage.OPERATION,
        "item_type": "01",
        "levels": ("市", "县"),
        "service_objects": ("自然人", "企业法人"),
        "handling": "承诺件",
        "statutory_limit": Limit(value=10, unit="working_day", mark=Mark.CONFIRMED),
        "promised_limit": Limit(value=5, unit="working_day", mark=Mark.CONFIRMED),
        "materials": (
            Material(key="plan", name="平面图", mark=Mark.CONFIRMED),
            Material(
                key="business-licence", name="营业执照", source="政府部门核发", shareable=True
            ),
        ),
        "steps": (
            Step(key="receive", kind="receive", name="收件"),
            Step(key="decide", kind="decide", name="决定"),
            Step(key="deliver", kind="deliver", name="送达"),
        ),
        "plain_words": ("开茶馆", "喝茶的店"),
    }
    return EditionContent(**(values | changes))


def a_row(
    *,
    item: str = "tea-house",
    number: str = "1",
    valid_from: date = date(2026, 1, 1),
    **changes: Any,
) -> EditionRow:
    return EditionRow(
        row=f"{item}.yaml",
        item=item,
        number=number,
        valid_from=valid_from,
        content=a_content(**changes),
    )


def a_draft(**changes: Any) -> Edition:
    row = a_row(**changes)
    operations.import_items([row], by=HOUSE, at=NOON)
    return Edition.objects.get(item__key=row.item, number=row.number)


def an_edition(**changes: Any) -> Edition:
    """One in force."""
    draft = a_draft(**changes)
    return operations.put_in_force(draft.pk, by=keeper(), second=publisher(), at=NOON)


def a_law(name: str = "茶馆条例") -> str:
    """A legal document in the table; its name."""
    operations.load_laws([Law(short_name=name, title=name)], by=HOUSE, at=NOON)
    return name


def a_law_with_articles(name: str, words: dict[str, str]) -> str:
    """A legal document with the words of some articles; its name."""
    articles = [
        LawText(article=article, text=text, source="公报", mark="confirmed")
        for article, text in words.items()
    ]
    operations.load_laws(
        [Law(short_name=name, title=name, articles=tuple(articles))], by=HOUSE, at=NOON
    )
    return name


def a_next_draft(*, item: str = "tea-house", at: datetime = NOON) -> Edition:
    """The next edition of an item, as its keeper begins to write it."""
    if not Edition.objects.filter(item__key=item).exists():
        an_edition(item=item)
    return operations.open_draft(item, by=keeper(), at=at)


def a_proposed_draft(*, valid_from: date = TOMORROW, **changes: Any) -> Edition:
    """A next draft with its promise shortened, waiting for the second person."""
    draft = a_next_draft(**changes)
    operations.change_element(draft.pk, "promised_limit", {"value": 4}, by=keeper(), at=NOON)
    return operations.propose(
        draft.pk,
        valid_from=valid_from,
        reason="压缩时限",
        document=a_law(),
        article="三",
        by=keeper(),
        at=NOON,
    )
