"""Elements of an edition as form fields, and what was typed as plain values again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from bureau.catalogue.elements import (
    Basis,
    EditionContent,
    Element,
    Limit,
    Mark,
    Option,
    PointTable,
    When,
)
from bureau.catalogue.labels import LABELS, in_words
from bureau.catalogue.places import GROUPS, INSIDE, Plain, kind_of
from bureau.catalogue.words import ITEM_TYPES

UNITS = (
    ("on_the_spot", "当场"),
    ("working_hour", "工作小时"),
    ("session", "半个工作日"),
    ("working_day", "工作日"),
    ("natural_day", "自然日"),
    ("month", "月"),
    ("year", "年"),
)
FIELD_KINDS = (
    *(("text", "一行字"), ("textarea", "一段字"), ("number", "数"), ("money", "金额")),
    *(("area", "面积"), ("date", "日期"), ("choice", "选一个"), ("choices", "选几个")),
    *(("yes_no", "是或否"), ("address", "地址"), ("phone", "电话"), ("uscc", "信用代码")),
    *(("person", "一个人"), ("people", "几个人"), ("rows", "几行"), ("declaration", "承诺")),
)
STEP_KINDS = (
    *(("receive", "受理"), ("examine", "审查"), ("inspect", "现场核查"), ("decide", "决定")),
    *(("certify", "办结制证"), ("deliver", "送达"), ("publish", "公示"), ("forward", "转报")),
)
HANDS = (("clerk", "窗口"), ("examiner", "审查"), ("inspector", "核查"), ("approver", "审批"))
CHOICES: Mapping[tuple[str, str], Iterable[tuple[str, str]]] = {
    ("Limit", "unit"): UNITS,
    ("Limit", "extension_unit"): UNITS,
    ("Result", "validity_unit"): UNITS,
    ("Result", "kind"): [(one, one) for one in ("出证办结", "出文办结", "审批办结", "无")],
    ("Material", "form"): [(one, one) for one in ("原件", "复印件", "电子", "原件或电子")],
    ("Material", "source"): [(one, one) for one in ("申请人自备", "政府部门核发", "其他")],
    ("FormField", "kind"): FIELD_KINDS,
    ("Step", "kind"): STEP_KINDS,
    ("Step", "by"): HANDS,
    ("Point", "kind"): (
        ("formal", "形式审查"),
        ("substantive", "实质审查"),
        ("material", "材料标准"),
    ),
    ("EditionContent", "item_type"): tuple(ITEM_TYPES.items()),
    ("EditionContent", "handling"): (("即办件", "即办件"), ("承诺件", "承诺件")),
    ("EditionContent", "online_depth"): [(one, f"{one}级") for one in ("I", "II", "III", "IV")],
    ("EditionContent", "system_of_record"): (
        ("ours", "本系统"),
        ("province", "省里的系统"),
        ("other", "其他系统"),
    ),
    ("Reform", "mode"): [
        (one, one) for one in ("直接取消审批", "审批改为备案", "实行告知承诺", "优化审批服务")
    ],
}
LONG = frozenset(
    {
        *("text", "summary", "standard", "filling", "note", "notes", "defect", "mend", "answer"),
        *("how_and_where", "declaration", "fee_note", "visits_reason", "situation", "variants"),
        *("tolerance_reason", "source_note"),
    }
)
HINTS = {
    "when": "一行一个问题，写“问题的键：答案的键、答案的键”。空着就是任何情形都要。",
    "options": "一行一个，写“键｜文字｜提示”，提示可以不写。",
    "table": "一行一排，用｜隔开；第一行是表头。",
    "face": "一行一项，写“证上的项：栏目的键、栏目的键”。",
    "plain_words": "一行一个，群众会怎么搜。",
    "article": "只写条号，例如 三十二，或者 十六至十八、二十。",
    "mark": "没有核对过原文的，不要选“读过原文”。",
}
YES_NO = (("yes", "是"), ("no", "否"))
LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Input:
    """One field of the form of an element."""

    name: str
    label: str
    control: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}"


@dataclass(slots=True)
class Typed:
    """What was typed: the values that could be read, and a sentence for each that could not."""

    values: Plain = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def inputs(
    place: str,
    value: Plain | None,
    *,
    plain: Plain,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Input]:
    """The form of a place, with what stands there or with what was typed."""
    model, names = _fields_of(place)
    made = []
    for name in names:
        annotation = model.model_fields[name].annotation
        for one in _inputs(model, name, annotation, _said(model, name, value or {}), plain):
            shown = (typed or {}).get(one.name, one.value)
            made.append(
                Input(
                    name=one.name,
                    label=one.label,
                    control=one.control,
                    value=shown,
                    options=_with(one.options, shown),
                    hint=one.hint,
                    error=(errors or {}).get(one.name, ""),
                )
            )
    return made


def read(place: str, sent: Mapping[str, str]) -> Typed:
    """Plain values for ``catalogue.change_element`` from the fields that were sent."""
    model, names = _fields_of(place)
    typed = Typed()
    for name in names:
        annotation = model.model_fields[name].annotation
        nested = _nested(annotation)
        if nested is not None:
            _read_nested(typed, name, nested, sent)
        elif name in sent:
            _read_one(typed, typed.values, name, annotation, sent[name], name)
    return typed


def _fields_of(place: str) -> tuple[type[Element], list[str]]:
    kind = kind_of(place)
    if kind is None:
        return EditionContent, list(GROUPS[place])
    inside = INSIDE.get(kind, {})
    return kind, [one for one in kind.model_fields if one != "key" and one not in inside]


def _said(model: type[Element], name: str, value: Plain) -> Any:
    if name in value:
        return value[name]
    default = model.model_fields[name].get_default(call_default_factory=True)
    return "" if model.model_fields[name].is_required() else default


def _nested(annotation: Any) -> type[Basis] | type[Limit] | None:
    found = {one for one in get_args(annotation) if one in (Basis, Limit)}
    return found.pop() if isinstance(annotation, UnionType) and found else None


def _inputs(
    model: type[Element], name: str, annotation: Any, said: Any, plain: Plain
) -> Iterator[Input]:
    label = LABELS[model].get(name, name)
    nested = _nested(annotation)
    if nested is not None:
        for part in nested.model_fields:
            inner = nested.model_fields[part].annotation
            for one in _inputs(nested, part, inner, _said(nested, part, said or {}), plain):
                yield Input(
                    name=f"{name}.{one.name}",
                    label=f"{label}：{one.label}",
                    control=one.control,
                    value="" if said is None and part != "mark" else one.value,
                    options=one.options,
                    hint=one.hint,
                )
        return
    options = tuple(_options(model, name, annotation, plain))
    control = "select" if options else _control(name, annotation)
    hint = HINTS.get(name, "一行一条。" if get_origin(annotation) is tuple else "")
    yield Input(name, label, control, _text(annotation, said), options, hint)


def _options(
    model: type[Element], name: str, annotation: Any, plain: Plain
) -> Iterator[tuple[str, str]]:
    fixed = CHOICES.get((model.__name__, name))
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from ((str(one), in_words(one)) for one in annotation)
    elif annotation is bool:
        yield from YES_NO
    elif bool in get_args(annotation):
        yield from (("", "还没有定"), *YES_NO)
    elif fixed is not None:
        yield from (("", "没有选"), *fixed)
    elif name in ("blank_form", "material"):
        listed = plain.get("forms" if name == "blank_form" else "materials", ())
        yield ("", "没有")
        yield from ((one["key"], one.get("name", one["key"])) for one in listed)


def _control(name: str, annotation: Any) -> str:
    if annotation is int:
        return "number"
    if annotation is not str or name in LONG:
        return "textarea"
    return "text"


def _with(options: tuple[tuple[str, str], ...], value: str) -> tuple[tuple[str, str], ...]:
    """Also a value that is not among the options stays what it is."""
    if options and value not in dict(options):
        return (*options, (value, value or "没有选"))
    return options


def _text(annotation: Any, said: Any) -> str:
    if said is None:
        return ""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, Element):
        said = said.model_dump(mode="json")
    if annotation == tuple[Option, ...]:
        return "\n".join(_option_line(one) for one in said)
    if When in get_args(annotation):
        return "\n".join(f"{key}：{'、'.join(keys)}" for key, keys in said["answers"].items())
    if PointTable in get_args(annotation):
        return "\n".join("｜".join(row) for row in (said["header"], *said["rows"]))
    if isinstance(said, dict):
        return "\n".join(
            f"{key}：{one if isinstance(one, str) else '、'.join(one)}" for key, one in said.items()
        )
    if isinstance(said, (list, tuple)):
        return "\n".join(str(one) for one in said)
    return str(said)


def _option_line(one: Plain) -> str:
    parts = [one["key"], one["label"], one.get("hint", "")]
    return "｜".join(parts if parts[2] else parts[:2])


def _read_nested(typed: Typed, name: str, nested: type[Element], sent: Mapping[str, str]) -> None:
    parts = {part for part in nested.model_fields if f"{name}.{part}" in sent}
    telling = "document" if nested is Basis else "unit"
    if telling not in parts:
        return
    if not sent[f"{name}.{telling}"].strip():
        typed.values[name] = None
        return
    value: Plain = {}
    for part in sorted(parts):
        full = f"{name}.{part}"
        _read_one(typed, value, part, nested.model_fields[part].annotation, sent[full], full)
    typed.values[name] = value


def _read_one(
    typed: Typed, values: Plain, name: str, annotation: Any, text: str, full: str
) -> None:
    try:
        values[name] = _value(annotation, text.replace("\0", "").strip())
    except ValueError as error:
        typed.errors[full] = str(error)


def _value(annotation: Any, text: str) -> Any:
    if annotation is int:
        return _number(text)
    if annotation is bool:
        return text == "yes"
    if bool in get_args(annotation):
        return {"yes": True, "no": False}.get(text)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        if annotation is Mark and not text:
            return str(Mark.UNKNOWN)
        return text
    if annotation is str:
        return text
    return _from_lines(annotation, [one.strip() for one in text.splitlines() if one.strip()])


def _from_lines(annotation: Any, lines: list[str]) -> Any:
    if annotation == tuple[Option, ...]:
        return [_option(one) for one in lines]
    if When in get_args(annotation):
        return {"answers": dict(_pair(one) for one in lines)} if lines else None
    if PointTable in get_args(annotation):
        rows = [[cell.strip() for cell in one.split("｜")] for one in lines]
        return {"header": rows[0], "rows": rows[1:]} if rows else None
    if get_origin(annotation) is dict:
        return dict(_pair(one) for one in lines)
    return lines


def _number(text: str) -> int:
    told = text or "0"
    if not told.isdecimal() or len(told) > len(str(LARGEST)) or int(told) > LARGEST:
        raise ValueError(f"要写 0 到 {LARGEST} 的整数。")
    return int(told)


def _option(line: str) -> Plain:
    parts = [one.strip() for one in line.split("｜")]
    if len(parts) < 2 or not all(parts[:2]):
        raise ValueError("每行写“键｜文字｜提示”，中间用竖线｜隔开。")
    return {"key": parts[0], "label": parts[1], "hint": "｜".join(parts[2:])}


def _pair(line: str) -> tuple[str, list[str]]:
    key, sign, told = line.replace(":", "：", 1).partition("：")
    keys = [one.strip() for one in told.replace(",", "、").split("、") if one.strip()]
    if not sign or not key.strip() or not keys:
        raise ValueError("每行写“键：键、键”，中间用冒号和顿号隔开。")
    return key.strip(), keys
