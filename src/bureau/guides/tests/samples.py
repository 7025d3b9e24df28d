"""Editions to project, made of plain values; no table is touched."""

from datetime import date
from typing import Any

from bureau.catalogue.elements import (
    Basis,
    Condition,
    EditionContent,
    Faq,
    Form,
    FormField,
    Limit,
    Mark,
    Material,
    Option,
    Point,
    Question,
    Result,
    Section,
    Step,
    When,
)
from bureau.catalogue.queries import EditionFacts
from bureau.catalogue.queries.laws import ArticleText, BasisText
from bureau.catalogue.tests.factories import a_content
from bureau.guides.parts import HallLine, Place

DAY = date(2026, 5, 6)
OUTDOOR = When(answers={"terrace": ("yes",)})
LAW = Basis(document="茶馆条例", article="三", mark=Mark.CONFIRMED)


def a_full_content(**changes: Any) -> EditionContent:
    """A tea house licence written out: nothing for any rule to find."""
    values: dict[str, Any] = {
        "separation": "accept_decide",
        "bases": (LAW,),
        "conditions": (
            Condition(key="stove", text="灶台离出口三米以上。", basis=LAW, mark=Mark.CONFIRMED),
            Condition(key="barred", text="五年内被吊销过许可。", forbids=True, mark=Mark.CONFIRMED),
        ),
        "questions": (
            Question(
                key="terrace",
                text="有没有露台？",
                options=(Option(key="yes", label="有"), Option(key="no", label="没有")),
            ),
            Question(
                key="roof",
                text="露台有顶吗？",
                options=(Option(key="yes", label="有顶"), Option(key="no", label="没有顶")),
                when=OUTDOOR,
            ),
        ),
        "materials": (
            Material(
                key="application",
                name="茶馆许可申请书",
                generated=True,
                blank_form="application",
                mark=Mark.CONFIRMED,
            ),
            Material(
                key="business-licence",
                name="营业执照",
                source="政府部门核发",
                shareable=True,
                mark=Mark.CONFIRMED,
            ),
            Material(
                key="plan",
                name="平面图",
                standard="标明灶台、出口和距离。",
                tolerable=True,
                mark=Mark.CONFIRMED,
            ),
            Material(
                key="terrace-plan",
                name="露台平面图",
                necessary=False,
                when=OUTDOOR,
                situation="有露台的",
                standard="标明栏杆高度。",
                mark=Mark.CONFIRMED,
            ),
        ),
        "forms": (
            Form(
                key="application",
                name="茶馆许可申请书",
                sections=(
                    Section(
                        key="shop",
                        title="茶馆",
                        fields=(
                            FormField(key="name", label="字号", example="清泉茶馆"),
                            FormField(
                                key="kind",
                                label="种类",
                                kind="choice",
                                options=(Option(key="big", label="大"),),
                                example="大",
                            ),
                        ),
                    ),
                ),
                mark=Mark.CONFIRMED,
            ),
        ),
        "steps": (
            Step(key="receive", kind="receive", name="收件", by="clerk"),
            Step(key="accept", kind="receive", name="受理", by="clerk"),
            Step(key="examine", kind="examine", name="审查", by="examiner"),
            Step(key="inspect", kind="inspect", name="看露台", by="inspector", when=OUTDOOR),
            Step(key="decide", kind="decide", name="决定", by="approver"),
            Step(key="certify", kind="certify", name="制证", by="clerk"),
            Step(key="deliver", kind="deliver", name="送达", by="clerk"),
        ),
        "points": (
            Point(key="stove-distance", kind="substantive", text="灶台到出口三米以上。"),
            Point(key="rail", kind="substantive", text="栏杆高一米一以上。", when=OUTDOOR),
        ),
        "result": Result(
            key="licence",
            name="茶馆许可证",
            kind="出证办结",
            validity="五年",
            mark=Mark.CONFIRMED,
        ),
        "faq": (Faq(key="how-long", question="要多久？", answer="五个工作日。"),),
        "rights": ("您可以请人代办。",),
        "visits_mark": Mark.CONFIRMED,
        "written_out": True,
    }
    return a_content(**(values | changes))


def an_edition(content: EditionContent | None = None, **changes: Any) -> EditionFacts:
    told = content or a_full_content(**changes)
    return EditionFacts(
        id=1,
        item="tea-house",
        number="1",
        valid_from=date(2026, 1, 1),
        valid_to=None,
        status="in_force",
        status_label="在用",
        name=told.name,
        procedure=told.procedure,
        stage=told.stage,
        trial=False,
        content_hash="abc",
        content=told,
    )


def a_text(**changes: Any) -> BasisText:
    values: dict[str, Any] = {
        "document": "茶馆条例",
        "title": "茶馆管理条例",
        "number": "",
        "article": "三",
        "mark": Mark.CONFIRMED,
        "texts": (
            ArticleText(article="三", text="开茶馆要有许可。", source="公报", mark="confirmed"),
        ),
        "known": True,
        "valid_from": date(2020, 1, 1),
    }
    return BasisText(**(values | changes))


def a_place(**changes: Any) -> Place:
    values: dict[str, Any] = {
        "office_key": "north",
        "office_name": "北区局",
        "authority_name": "北区市场监督管理局",
        "consult_phone": "0700-1234567",
        "complain_phone": "12315",
        "halls": (
            HallLine(
                key="h",
                name="北区大厅",
                address="示例路1号",
                phone="",
                traffic="",
                help="",
                hours=("周一至周五 09:00–12:00",),
                windows="综合窗口01号",
            ),
        ),
    }
    return Place(**(values | changes))


PLAUSIBLE = Limit(value=5, unit="working_day", mark=Mark.PLAUSIBLE)
