"""Reading a file of a city: every mistake in it is told, with file and place, at once."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

F = TypeVar("F", bound=BaseModel)

LARGEST_FILE = 5_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: which file, where in it, and what is wrong."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.where}:{self.message}"
            if self.where
            else (f"{self.file}:{self.message}")
        )


class CityTrouble(Exception):
    """The folder cannot be loaded; ``faults`` says everything that is wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class _Loader(yaml.SafeLoader):
    """Also refuses a key written twice, which YAML would silently let win."""


def _without_doubles(loader: _Loader, node: yaml.MappingNode) -> dict[object, object]:
    seen: set[object] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            line = key_node.start_mark.line + 1
            raise yaml.YAMLError(f"第 {line} 行的“{key}”写了两次")
        seen.add(key)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _without_doubles)


def read_file(folder: Path, name: str, form: type[F]) -> F:
    """The file as a checked value; else all that is wrong with it."""
    path = folder / name
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CityTrouble([Fault(name, "", "文件太大，超过 5 MB。")])
        content = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except FileNotFoundError:
        raise CityTrouble([Fault(name, "", "没有这个文件。")]) from None
    except UnicodeDecodeError:
        raise CityTrouble([Fault(name, "", "不是 UTF-8 编码的文字。")]) from None
    except yaml.YAMLError as trouble:
        raise CityTrouble([Fault(name, _line_of(trouble), _what(trouble))]) from None
    try:
        return form.model_validate(content)
    except ValidationError as trouble:
        raise CityTrouble(
            [
                Fault(name, _place(content, error["loc"]), _sentence(error["type"], error))
                for error in trouble.errors()
            ]
        ) from None


def _line_of(trouble: yaml.YAMLError) -> str:
    mark = getattr(trouble, "problem_mark", None)
    return f"第 {mark.line + 1} 行" if mark else ""


def _what(trouble: yaml.YAMLError) -> str:
    problem = getattr(trouble, "problem", None)
    return f"不是合法的 YAML({problem})。" if problem else f"{trouble}。"


def _place(content: object, loc: tuple[int | str, ...]) -> str:
    """``halls · h01 · phone``: entries by their own key rather than by position."""
    names: list[str] = []
    here = content
    for step in loc:
        here = _step(here, step)
        own = _own_key(here)
        names.append(own if isinstance(step, int) and own else _shown(step))
    return " · ".join(names)


def _step(here: object, step: int | str) -> object:
    if isinstance(here, dict):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and step < len(here):
        return here[step]
    return None


def _own_key(here: object) -> str:
    if isinstance(here, dict):
        for name in ("key", "staff_number", "code", "area", "number"):
            if name in here:
                return str(here[name])
    return ""


def _shown(step: int | str) -> str:
    return f"第 {step + 1} 项" if isinstance(step, int) else step


_SENTENCES = {
    "missing": "缺少这一项。",
    "extra_forbidden": "不认识这一项，请核对拼写。",
    "string_type": "应为文字；数字编码请加引号。",
    "string_too_short": "不能空着。",
    "string_too_long": "太长了。",
    "string_pattern_mismatch": "只能用字母、数字、横线和下划线。",
    "date_from_datetime_parsing": "应为日期，如 2024-01-01。",
    "date_type": "应为日期，如 2024-01-01。",
    "too_short": "至少要写一项。",
    "tuple_type": "应为一个列表。",
    "dict_type": "应为一组名称和值：每行一对，中间用英文冒号和空格隔开。",
    "model_type": "应为一组名称和值：每行一对，中间用英文冒号和空格隔开。",
    "int_type": "应为整数。",
    "int_parsing": "应为整数。",
}


def _sentence(kind: str, error: object) -> str:
    if kind == "enum" and isinstance(error, dict):
        return f"只能是 {error['ctx']['expected']} 之一。".replace(" or ", "、").replace("'", "")
    return _SENTENCES.get(kind, "写法不对。")
