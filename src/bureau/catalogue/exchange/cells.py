"""One cell as a value and a value as one cell; what goes out comes back the same.

Each kind has a plain way of writing that a keeper can type. A value the plain way cannot
hold (a line break inside a list, outer blanks) is written as JSON instead, so that nothing
is lost. Reading takes the many ways people type the same thing.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

LONGEST = 32_767
"""What one cell of the format can hold."""

_BAD_CHARACTERS = re.compile(
    r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_x[0-9A-Fa-f]{4}_"
)
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
"""What no database holds."""
_TURNED_INTO_A_NUMBER = re.compile(r"\d(\.\d+)?[Ee]\+\d+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(\s+0?0:00(:00)?)?")
_BETWEEN_WORDS = re.compile(r"[、，,；;\n]")
_FIRST_SERIAL, _LAST_SERIAL = 367, 109_575
"""Days of Excel from 1901 to 2199: any other number in a column of days is a slip."""


class BadCell(Exception):
    """What is wrong with one cell, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: words, or a number (``number``), or a day (``day``)."""

    text: str
    number: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of value is written and read."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    takes_numbers: bool = True


def _read_words(text: str) -> str:
    if len(text) > 1 and text[0] == '"' == text[-1]:
        try:
            quoted = json.loads(text)
        except ValueError:
            return text
        if isinstance(quoted, str):
            return quoted
    return text


def _write_words(value: str) -> str:
    if value and not _BAD_CHARACTERS.search(value) and _read_words(value.strip()) == value:
        return value
    return as_json(value)


def as_json(value: Any) -> str:
    """JSON that a cell can hold whatever stands in it."""
    written = json.dumps(value, ensure_ascii=False, default=list)
    return _BAD_CHARACTERS.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", written)


def _read_code(text: str) -> str:
    if _TURNED_INTO_A_NUMBER.fullmatch(text):
        raise BadCell(
            f"编码被Excel变成了数字“{text}”，原来的编码已经看不出来。"
            "请把这一列的格式设为“文本”，再重新填写完整编码。"
        )
    return _read_words(text)


def _read_whole_number(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    try:
        number = float(plain)
        if number == int(number) and "_" not in plain:
            return int(plain) if plain.lstrip("+-").isdigit() else int(number)
    except (ValueError, OverflowError):
        pass
    raise BadCell(f"“{short(text)}”不是整数。请只填数字，单位另填一列。")


_YES = frozenset({"是", "有", "true", "yes", "y", "1", "√", "✓"})
_NO = frozenset({"否", "无", "没有", "false", "no", "n", "0", "×", "✗"})


def _read_yes_no(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise BadCell(f"“{short(text)}”看不懂。请填“是”或“否”。")


def _read_day(text: str) -> date:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    raise BadCell(f"“{short(text)}”不是日期。请写成 2026-05-06。")


def day_of_serial(text: str) -> date:
    """The day that Excel keeps as a number, counted from the end of 1899."""
    try:
        serial = int(float(text))
    except (ValueError, OverflowError):
        serial = 0
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        raise BadCell(f"“{short(text)}”不是日期。请写成 2026-05-06。")
    return date(1899, 12, 30) + timedelta(days=serial)


def _loaded(text: str) -> Any:
    if text[:1] not in "[{":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _strings(found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _read_lines(text: str) -> tuple[str, ...]:
    found = _loaded(text)
    if _strings(found):
        return tuple(found)
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _read_several(text: str) -> tuple[str, ...]:
    found = _loaded(text)
    if _strings(found):
        return tuple(found)
    return tuple(one.strip() for one in _BETWEEN_WORDS.split(text) if one.strip())


def _read_answers(text: str) -> dict[str, Any]:
    """``question=answer/answer``, one to a line: what a situation depends on."""
    found = _loaded(text)
    if isinstance(found, dict):
        return {"answers": found}
    return {"answers": {key: tuple(v.split("/")) for key, v in _pairs(text)}}


def _write_answers(value: Mapping[str, Any]) -> str:
    return "\n".join(f"{key}={'/'.join(v)}" for key, v in value["answers"].items())


def _pairs(text: str) -> list[tuple[str, str]]:
    made = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        key, sign, value = unicodedata.normalize("NFKC", line).partition("=")
        if not sign or not key.strip():
            raise BadCell(f"“{short(line)}”看不懂。请写成“名称=内容”，一行一个。")
        made.append((key.strip(), value.strip()))
    return made


def _read_named(text: str) -> dict[str, str]:
    """``name=words``, one to a line; the words are taken whole."""
    found = _loaded(text)
    if isinstance(found, dict) and all(isinstance(one, str) for one in found.values()):
        return found
    return dict(_pairs(text))


def _read_pairs(text: str) -> dict[str, Any]:
    """``name=value``, one to a line; several values are divided by ``/``."""
    found = _loaded(text)
    if isinstance(found, dict):
        return {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}
    return {key: tuple(v.split("/")) if "/" in v else v for key, v in _pairs(text)}


def _write_pairs(value: Mapping[str, Any]) -> str:
    return "\n".join(f"{k}={v if isinstance(v, str) else '/'.join(v)}" for k, v in value.items())


def _read_options(text: str) -> list[dict[str, str]]:
    """``key | words | hint``, one answer to a line."""
    found = _loaded(text)
    if isinstance(found, list):
        return found
    made = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        parts = _barred(line)
        if len(parts) not in (2, 3):
            raise BadCell(f"“{short(line)}”看不懂。请写成“键 | 答案 | 提示”，一行一个答案。")
        made.append(
            {"key": parts[0], "label": parts[1]} | ({"hint": parts[2]} if parts[2:] else {})
        )
    return made


def _write_options(value: list[Mapping[str, str]]) -> str:
    return "\n".join(
        " | ".join([one["key"], one["label"], *([one["hint"]] if one.get("hint") else [])])
        for one in value
    )


def _read_table(text: str) -> dict[str, Any]:
    """The head on the first line, a row on each other, cells divided by ``|``."""
    found = _loaded(text)
    if isinstance(found, dict):
        return found
    lines = [_barred(line) for line in text.split("\n") if line.strip()]
    return {"header": lines[0], "rows": lines[1:]}


def _write_table(value: Mapping[str, Any]) -> str:
    return "\n".join(" | ".join(line) for line in [value["header"], *value["rows"]])


def _barred(line: str) -> list[str]:
    return [part.strip() for part in line.replace("｜", "|").split("|")]


WORDS = Kind(_write_words, _read_words)
CODE = Kind(_write_words, _read_code, takes_numbers=False)
WHOLE = Kind(str, _read_whole_number)
YES_NO = Kind(lambda value: "是" if value else "否", _read_yes_no)
DAY = Kind(date.isoformat, _read_day)
LINES = Kind("\n".join, _read_lines)
SEVERAL = Kind("、".join, _read_several)
ANSWERS = Kind(_write_answers, _read_answers)
PAIRS = Kind(_write_pairs, _read_pairs)
NAMED = Kind(lambda value: "\n".join(f"{k}={v}" for k, v in value.items()), _read_named)
OPTIONS = Kind(_write_options, _read_options)
TABLE = Kind(_write_table, _read_table)

COMPOSITE = frozenset({id(one) for one in (LINES, SEVERAL, ANSWERS, PAIRS, NAMED, OPTIONS, TABLE)})


def write(value: Any, kind: Kind, labels: Mapping[str, str]) -> str:
    """The cell of a value; read again it gives the same."""
    if id(kind) in COMPOSITE:
        written = _plainly(value, kind)
        if written is None:
            written = as_json(value["answers"] if kind is ANSWERS else value)
    elif labels:
        code = str(value)
        known = labels.get(code)
        written = known or (as_json(code) if code in labels.values() else _write_words(code))
    else:
        written = kind.write(value)
    if len(written) > LONGEST:
        raise BadCell(f"这一处有{len(written)}个字，Excel的一格放不下，请改用YAML导出。")
    return written


def _plainly(value: Any, kind: Kind) -> str | None:
    """The plain way of a composite value, if it reads back the same."""
    try:
        written = kind.write(value)
        if _BAD_CHARACTERS.search(written) or written != written.strip() or not written:
            return None
        same = as_json(kind.read(written)) == as_json(value)
    except (BadCell, TypeError, KeyError, IndexError):
        return None
    return written if same else None


def read(cell: Cell, kind: Kind, labels: Mapping[str, str]) -> Any:
    """The value of a cell that is not blank, or :class:`BadCell`."""
    text = cell.text.strip()
    if kind is DAY and (cell.number or cell.day):
        return day_of_serial(text)
    if cell.day:
        raise BadCell("Excel把这一格当成了日期。请把格式设为“文本”，再照原样重填。")
    if cell.number and not kind.takes_numbers:
        raise BadCell(
            f"编码被Excel当成了数字“{as_typed(text)}”，开头的0或后面的数位可能已经丢了。"
            "请把这一列的格式设为“文本”，再重新填写完整编码。"
        )
    if cell.number:
        text = as_typed(text)
    value = _labelled(text, labels) if labels else kind.read(text)
    if _unkeepable(value):
        raise BadCell("有看不见的控制字符，存不下。请删去这一格，重新打一遍。")
    return value


def _unkeepable(value: Any) -> bool:
    if isinstance(value, str):
        return _UNKEEPABLE.search(value) is not None
    if isinstance(value, Mapping):
        return any(_unkeepable(one) for pair in value.items() for one in pair)
    return isinstance(value, (list, tuple)) and any(_unkeepable(one) for one in value)


def _labelled(text: str, labels: Mapping[str, str]) -> str:
    words = _read_words(text)
    if words != text:
        return words
    return next((code for code, label in labels.items() if label == text), text)


def as_typed(number: str) -> str:
    """A number as somebody would type it: 20 rather than 20.0."""
    try:
        value = float(number)
    except ValueError:
        return number
    if abs(value) >= 1e11:
        return f"{value:.3G}" if value != int(value) or abs(value) >= 1e15 else str(int(value))
    return str(int(value)) if value == int(value) else repr(value)


def short(text: str) -> str:
    """The beginning of a text, for a sentence about it."""
    line = " ".join(text.split())
    return line if len(line) <= 20 else f"{line[:20]}…"
