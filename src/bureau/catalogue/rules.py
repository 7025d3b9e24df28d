"""What must hold inside one edition, and what a listing may change of it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bureau.catalogue.elements import (
    EditionContent,
    Element,
    FormField,
    Limit,
    Mark,
    Result,
    When,
)
from bureau.catalogue.words import is_longer, limit_words
from bureau.workdays.rules import Unit

UNITS = frozenset(Unit)
FACE = frozenset(
    {"holder", "place", "scope", "business", "number", "representative", "other", "from", "until"}
)
BEFORE = frozenset({"holder", "place", "scope", "until"})
NOTES = frozenset({"dormant"})
KEY = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that makes an edition contradict itself."""

    field: str
    message: str


def problems(content: EditionContent) -> list[Problem]:
    """Everything by which an edition contradicts itself; an edition with one is not taken in."""
    return [
        *_limit_problems(content),
        *_key_problems(content),
        *_reference_problems(content),
    ]


def _limit_problems(content: EditionContent) -> Iterator[Problem]:
    limits = [
        ("statutory_limit", content.statutory_limit),
        ("promised_limit", content.promised_limit),
        *((f"steps.{step.key}.limit", step.limit) for step in content.steps),
    ]
    wrong = [
        Problem(place, problem)
        for place, limit in limits
        if limit is not None and (problem := _limit_problem(limit))
    ]
    yield from wrong
    statutory, promised = content.statutory_limit, content.promised_limit
    if not wrong and statutory and promised and is_longer(promised, statutory):
        yield Problem(
            "promised_limit",
            f"承诺时限（{limit_words(promised)}）不能长于法定时限（{limit_words(statutory)}）。",
        )


def _limit_problem(limit: Limit) -> str:
    if limit.unit not in UNITS:
        return f"没有“{limit.unit}”这种时限单位。"
    if limit.value < 0 or (limit.value == 0) != (limit.unit == "on_the_spot"):
        return "时限要大于0；当场办结写 0 on_the_spot。"
    if limit.extension_value and limit.extension_unit not in UNITS:
        return "延长期限要写明单位。"
    return ""


def _key_problems(content: EditionContent) -> Iterator[Problem]:
    groups: list[tuple[str, Iterable[Any]]] = [
        ("conditions", content.conditions),
        ("questions", content.questions),
        ("materials", content.materials),
        ("forms", content.forms),
        ("steps", content.steps),
        ("points", content.points),
        ("faq", content.faq),
        *((f"questions.{one.key}.options", one.options) for one in content.questions),
        *((f"forms.{form.key}.sections", form.sections) for form in content.forms),
        *(
            (f"forms.{form.key}", [field for part in form.sections for field in part.fields])
            for form in content.forms
        ),
    ]
    for place, elements in groups:
        seen: set[str] = set()
        for element in elements:
            if not KEY.fullmatch(element.key):
                yield Problem(place, f"键“{element.key}”只能用小写字母、数字和连字符。")
            if element.key in seen:
                yield Problem(place, f"键“{element.key}”用了两次。")
            seen.add(element.key)


def _reference_problems(content: EditionContent) -> Iterator[Problem]:
    choices = askable(content)
    for place, when in _whens(content):
        for key, allowed in when.answers.items():
            if key not in choices:
                yield Problem(place, f"情形引用了没有的问题或字段“{key}”。")
            elif choices[key] and (unknown := set(allowed) - choices[key]):
                yield Problem(place, f"“{key}”没有这些答案：{'、'.join(sorted(unknown))}。")
    forms = {form.key for form in content.forms}
    for material in content.materials:
        if material.blank_form and material.blank_form not in forms:
            yield Problem(f"materials.{material.key}", f"没有键为“{material.blank_form}”的表单。")
    materials = {material.key for material in content.materials}
    for point in content.points:
        if point.material and point.material not in materials:
            yield Problem(f"points.{point.key}", f"没有键为“{point.material}”的材料。")
    if content.result is not None:
        yield from _face_problems(content.result, set(choices))
        yield from _result_problems(content.result)


def _face_problems(result: Result, known: set[str]) -> Iterator[Problem]:
    named = (
        ("result.face", result.face, FACE, result.face_of),
        ("result.before", result.before, BEFORE, result.before_of),
    )
    for place, parts, allowed, keys_of in named:
        for part in parts:
            if part not in allowed:
                yield Problem(place, f"结果上没有“{part}”这一项。")
            for key in keys_of(part):
                if key not in known:
                    yield Problem(place, f"结果引用了没有的问题或字段“{key}”。")


def _result_problems(result: Result) -> Iterator[Problem]:
    does = (result.reissues, result.changes, result.renews, result.notes, result.ends)
    if sum(map(bool, does)) > 1:
        yield Problem("result", "一个结果只能补发、变更、延续、记载、终止中的一样，请只留一样。")
    if result.number_rule not in ("", "none") and any(does[:4]):
        yield Problem(
            "result.number_rule",
            "补发、变更、延续、记载都保留原来的编号，请去掉编号规则，或者去掉那几项。",
        )
    if bool(result.notes) != bool(result.note):
        yield Problem("result.note", "记载的事项和记载的状态要一起写，请补上缺的一项。")
    if result.note and result.note not in NOTES:
        yield Problem("result.note", f"没有“{result.note}”这种状态，请从{'、'.join(NOTES)}里选。")
    if result.notes and not (result.face_of("from") and result.face_of("until")):
        yield Problem("result.face", "记载的状态要有起止日期，请写明 from 和 until 取哪个字段。")
    if result.renews and not result.validity_value:
        yield Problem("result.validity_value", "延续的有效期要重新计算，请写明有效期的数值和单位。")


def askable(content: EditionContent) -> Mapping[str, set[str]]:
    """Keys a situation may depend on, with the answers each can have (empty: any)."""
    found = {one.key: {option.key for option in one.options} for one in content.questions}
    for form in content.forms:
        for section in form.sections:
            for one in section.fields:
                found.setdefault(one.key, _answers(one))
    return found


def _answers(field: FormField) -> set[str]:
    if field.kind == "yes_no":
        return {"yes", "no"}
    return {option.key for option in field.options}


def _whens(content: EditionContent) -> Iterator[tuple[str, When]]:
    fields = (
        (f"forms.{form.key}", one)
        for form in content.forms
        for section in form.sections
        for one in section.fields
    )
    situated: list[tuple[str, Any]] = [
        *(("questions", one) for one in content.questions),
        *(("materials", one) for one in content.materials),
        *(("steps", one) for one in content.steps),
        *(("points", one) for one in content.points),
        *fields,
    ]
    for place, one in situated:
        if one.when is not None:
            yield f"{place}.{one.key}", one.when


def unconfirmed(content: EditionContent) -> tuple[str, ...]:
    """Places whose value is only plausible: a real bureau's keeper must confirm each first."""
    places = list(_places(content, Mark.PLAUSIBLE))
    if content.tolerance_mark == Mark.PLAUSIBLE:
        places.append("tolerance")
    return tuple(places)


def _places(element: Element, mark: Mark, path: str = "") -> Iterator[str]:
    if path and getattr(element, "mark", None) == mark:
        yield path
    for name in type(element).model_fields:
        value = getattr(element, name)
        parts = value if isinstance(value, tuple) else (value,)
        for number, part in enumerate(parts):
            if isinstance(part, Element):
                tail = getattr(part, "key", "") or (str(number) if isinstance(value, tuple) else "")
                yield from _places(part, mark, ".".join(one for one in (path, name, tail) if one))


def confirm(content: EditionContent, places: Sequence[str]) -> EditionContent:
    """The same content with the named places marked as confirmed."""
    wanted = set(places)

    def walk(element: Element, path: str) -> Element:
        changes: dict[str, Any] = {}
        if path in wanted:
            changes["mark"] = Mark.CONFIRMED
        for name in type(element).model_fields:
            value = getattr(element, name)
            if isinstance(value, Element):
                changes[name] = walk(value, f"{path}.{name}" if path else name)
            elif isinstance(value, tuple) and value and isinstance(value[0], Element):
                changes[name] = tuple(
                    walk(
                        part,
                        ".".join(
                            one for one in (path, name, getattr(part, "key", "") or str(n)) if one
                        ),
                    )
                    for n, part in enumerate(value)
                )
        return element.model_copy(update=changes)

    confirmed = walk(content, "")
    if not isinstance(confirmed, EditionContent):  # pragma: no cover - walk keeps the type
        raise TypeError
    if "tolerance" in wanted:
        confirmed = confirmed.model_copy(update={"tolerance_mark": Mark.CONFIRMED})
    return confirmed


@dataclass(frozen=True, slots=True)
class Limits:
    """Both limits that run side by side on a case."""

    statutory: Limit | None
    promised: Limit | None
    shortened: bool = False  # the promise is this office's own, shorter one


def limits(content: EditionContent, *, value: int | None, unit: str) -> Limits:
    """The edition's limits, with the listing's promise where it is the shorter one."""
    promised = content.promised_limit
    if value is None:
        return Limits(content.statutory_limit, promised)
    own = Limit(value=value, unit=unit, basis="本单位承诺", mark=Mark.CONFIRMED)
    if promised is not None and not is_longer(promised, own):
        return Limits(content.statutory_limit, promised)
    return Limits(content.statutory_limit, own, shortened=True)


def listing_problems(
    content: EditionContent,
    *,
    promise_value: int | None,
    promise_unit: str,
    waived: Sequence[str],
    step_handlers: Mapping[str, str],
) -> list[Problem]:
    """Everything in which a listing departs from its edition where it must not."""
    found = []
    if promise_value is not None:
        if promise_unit not in UNITS:
            found.append(Problem("promise", f"没有“{promise_unit}”这种时限单位。"))
        else:
            own = Limit(value=promise_value, unit=promise_unit)
            common = content.promised_limit or content.statutory_limit
            if common and is_longer(own, common):
                found.append(
                    Problem(
                        "promise",
                        f"承诺时限只能比全市统一的（{limit_words(common)}）短，不能更长。",
                    )
                )
    known = {material.key for material in content.materials}
    for key in waived:
        if key not in known:
            found.append(Problem("waived", f"这个事项没有材料“{key}”，无从免交。"))
    steps = {step.key for step in content.steps}
    for key in step_handlers:
        if key not in steps:
            found.append(Problem("step_handlers", f"这个事项没有步骤“{key}”，不能自己增加环节。"))
    return found
