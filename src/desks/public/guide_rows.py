"""A guide as the rows its page places: plain words, every mark beside what it marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import Limit
from bureau.catalogue.rules import limits
from bureau.catalogue.words import FLAG_HINTS, as_term
from bureau.guides.parts import Fact, Guide, MaterialLine, Need, PointLine, QuestionLine, Who
from bureau.guides.situations import holds
from desks.design import formats
from desks.design.rulers import Ruler, term_ruler
from desks.design.situations import PREFIX

_NUMBER_FIRST = re.compile(r"(\d[\d.]*)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FactCell:
    """One cell of the strip: what people read first."""

    label: str
    value: str
    unit: str
    besides: str
    flag: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    name: str
    legend: str
    hint: str
    options: tuple[tuple[str, str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class MaterialRow:
    number: int
    name: str
    words: tuple[str, ...]
    more: tuple[str, ...]
    sign: str
    kind: str
    icon: str
    form: str
    has_example: bool
    flag: str


@dataclass(frozen=True, slots=True)
class PointGroup:
    label: str
    points: tuple[PointLine, ...]


def fact_cells(guide: Guide) -> list[FactCell]:
    """Promise, law, visits, fee: the four numbers of the strip."""
    wanted = ("promise", "statutory", "visits", "fee")
    return [_cell(fact) for key in wanted if (fact := guide.fact(key)) is not None]


def _cell(fact: Fact) -> FactCell:
    labels = {
        "promise": _("承诺办结"),
        "statutory": _("法律规定最长"),
        "visits": _("要跑现场"),
        "fee": _("收费"),
    }
    value = "0元" if fact.value == "不收费" else fact.value
    found = _NUMBER_FIRST.fullmatch(value)
    number, unit = found.groups() if found else (value, "")
    unit, _comma, besides = unit.partition("，")
    return FactCell(labels[fact.key], number, unit, besides, fact.flag)


def promise_ruler(guide: Guide) -> Ruler | None:
    """Promise against law on one ruler; a tick is a working day. None where there is
    nothing to compare."""
    edition = catalogue.edition_by_id(guide.edition_id)
    if edition is None:
        return None
    place = guide.place
    both = limits(
        edition.content,
        value=place.promise_value if place else None,
        unit=place.promise_unit if place else "",
    )
    promise, law = _days(both.promised), _days(both.statutory)
    if not law or promise is None or promise > law or law > 60:
        return None
    promised, lawful = guide.fact("promise"), guide.fact("statutory")
    said = promised.value if promised else ""
    label = f"承诺{said}办结，法定{formats.number(law)}个工作日"
    return term_ruler(
        used=promise,
        promise=promise or 0.01,
        legal=law,
        light="brand",
        promise_text=f"承诺{'第 ' + _plain(promise) + ' 天' if promise >= 1 else said}办结",
        legal_text=f"法定第 {_plain(law)} 天",
        label=f"{label}。{lawful.hint if lawful else ''}",
    )


def _days(limit: Limit | None) -> float | None:
    return None if limit is None else float(as_term(limit).in_working_days())


def _plain(days: float) -> str:
    return f"{days:g}"


def question_rows(guide: Guide, answers: Mapping[str, object]) -> list[QuestionRow]:
    """The questions that still make sense under these answers, answered ones too."""
    return [
        _question(one, answers) for one in guide.questions if holds(one.when, answers) is Need.YES
    ]


def _question(question: QuestionLine, answers: Mapping[str, object]) -> QuestionRow:
    return QuestionRow(
        name=PREFIX + question.key,
        legend=question.text,
        hint=question.hint,
        options=tuple((one.key, one.label, one.hint) for one in question.options),
        chosen=str(answers.get(question.key, "")),
    )


def material_rows(guide: Guide) -> list[MaterialRow]:
    """Every material, exempt ones too: nobody need worry about what is missing here."""
    examples = {form.key for form in guide.forms if form.has_example}
    return [_material(number, one, examples) for number, one in enumerate(guide.materials, start=1)]


def _material(number: int, one: MaterialLine, examples: Iterable[str]) -> MaterialRow:
    sign, kind, icon = _sign(one)
    return MaterialRow(
        number=number,
        name=one.name,
        words=tuple(line for line in _first_words(one) if line),
        more=tuple(line for line in _more_words(one) if line),
        sign=sign,
        kind=kind,
        icon=icon,
        form=one.blank_form,
        has_example=one.blank_form in examples,
        flag=one.flag,
    )


def _sign(one: MaterialLine) -> tuple[str, str, str]:
    if one.who is Who.GENERATED:
        return "在线填写", "info", "pencil"
    if one.who is not Who.BRING:
        return "免交", "ok", "circle-check"
    if one.need is Need.DEPENDS:
        return "看情况", "hold", "help-circle"
    if one.promisable:
        return "可承诺", "warn", "file-certificate"
    if one.tolerable:
        return "可后补", "hold", "clock"
    return "要交", "", "upload"


def _first_words(one: MaterialLine) -> Iterable[str]:
    """What everybody reads: when it is wanted, and what to do."""
    if one.who is Who.GENERATED:
        yield one.filling or "网上填好自动生成，不用打印。"
        return
    if one.who is not Who.BRING:
        yield f"{one.who_label}。{one.filling}"
        return
    if one.situation:
        yield f"什么时候要：{one.situation}。"
    yield one.filling or one.standard or _form_words(one)
    if one.promisable:
        yield "可以签一份承诺书代替，不用交这件。"
    if one.tolerable:
        yield "来不及可以先受理、后补交（容缺受理）。"


def _more_words(one: MaterialLine) -> Iterable[str]:
    """What one looks up: form, copies, and when it is good enough."""
    if one.who is not Who.BRING:
        return
    if one.filling or one.standard:
        yield _form_words(one)
    if one.filling:
        yield f"怎样算合格：{one.standard}" if one.standard else ""
    yield one.note
    yield f"依据：{one.basis}" if one.basis else ""


def _form_words(one: MaterialLine) -> str:
    copies = f"，{one.copies} 份" if one.copies else ""
    return f"{one.form}{copies}。{one.source}。"


def count_words(guide: Guide) -> str:
    """共 6 件，您只需动手 3 件."""
    yours = sum(1 for one in guide.materials if one.is_yours and one.need is Need.YES)
    depends = sum(1 for one in guide.materials if one.is_yours and one.need is Need.DEPENDS)
    tail = f"，另有 {depends} 件看您的情况" if depends else ""
    return f"共 {len(guide.materials)} 件，您只需准备 {yours} 件{tail}"


def point_groups(guide: Guide) -> list[PointGroup]:
    """The review points under 形式、实质、材料, in the order of the edition."""
    groups: dict[str, list[PointLine]] = {}
    for point in guide.points:
        groups.setdefault(point.kind_label, []).append(point)
    return [PointGroup(label, tuple(points)) for label, points in groups.items()]


def flag_hints(guide: Guide) -> list[tuple[str, str]]:
    """What the marks on this page mean; only those that occur."""
    lines = (guide.facts, guide.conditions, guide.materials, guide.steps, guide.points)
    found = {one.flag for group in lines for one in group if one.flag}
    if not guide.written_out:
        found.add("待梳理")
    return [(flag, hint) for flag, hint in FLAG_HINTS.items() if flag in found]
