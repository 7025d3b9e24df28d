"""One edition as it stands in a file, whatever the format."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from bureau.catalogue.elements import EditionContent


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong, where: a row, a field of it, and a sentence."""

    row: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of one item, as read."""

    row: str  # where it stands: file and place
    item: str
    number: str
    valid_from: date
    content: EditionContent

    @property
    def content_hash(self) -> str:
        return content_hash(self.content)


@dataclass(slots=True)
class Read:
    """What a file says and what is wrong with it."""

    rows: list[EditionRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def dump(content: EditionContent) -> dict[str, Any]:
    """The content as plain values, without what only repeats a default.

    So a field that elements gain later changes neither file nor hash of older editions.
    """
    return content.model_dump(mode="json", exclude_defaults=True)


def content_hash(content: EditionContent) -> str:
    """The SM3 of the canonical bytes of an edition's content."""
    canonical = json.dumps(
        dump(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    return hashlib.new("sm3", canonical).hexdigest()


SENTENCES = {
    "missing": "缺少这一项。",
    "extra_forbidden": "没有这一项，请检查拼写。",
    "string_type": "要写成文字；编码、条号请加引号，不然开头的0会丢。",
    "int_parsing": "要写整数。",
    "int_type": "要写整数。",
    "int_from_float": "要写整数。",
    "bool_parsing": "要写 true 或 false。",
    "bool_type": "要写 true 或 false。",
    "tuple_type": "要写成列表。",
    "list_type": "要写成列表。",
    "model_type": "要写成一组名称和内容：每行一对，中间用英文冒号和空格隔开。",
    "dict_type": "要写成一组名称和内容：每行一对，中间用英文冒号和空格隔开。",
}


def in_words(error: ValidationError, *, row: str) -> list[RowError]:
    """A failed validation as rows with plain sentences."""
    found = []
    for one in error.errors(include_url=False, include_context=True):
        place = ".".join(str(part) for part in one["loc"])
        if one["type"] == "enum":
            message = f"只能是这些之一：{one['ctx']['expected'].replace(' or ', ', ')}。"
        else:
            message = SENTENCES.get(one["type"], "填写的内容不对。")
        found.append(RowError(row, place, message))
    return found
