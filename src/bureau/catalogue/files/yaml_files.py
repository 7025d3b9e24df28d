"""Item lists and legal texts in YAML, one item or one document per file."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bureau.catalogue.elements import EditionContent, Form, Step
from bureau.catalogue.files.rows import EditionRow, Read, RowError, dump, in_words

LARGEST = 5_000_000


class BadFile(Exception):
    """A file that cannot be read as YAML at all: a sentence."""


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases (a few bytes could become gigabytes) or repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise BadFile(f"第{line}行用了引用（*），请把内容写全。")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = getattr(key_node, "value", "")
            if isinstance(key, str) and key in seen:
                raise BadFile(f"第{key_node.start_mark.line + 1}行的“{key}”写了两遍。")
            seen.add(str(key))
        return super().construct_mapping(node, deep=deep)


def load(path: Path) -> Any:
    """The plain values of one YAML file, or ``BadFile`` with a sentence."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile("文件太大，请拆成每个事项一个文件。")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadFile("文件不是UTF-8编码的文本。") from error
    except OSError as error:
        raise BadFile("文件打不开。") from error
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BadFile(f"第{line}行附近的YAML格式不对。") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadFile("不是有效的YAML文件。") from error


@dataclass(frozen=True, slots=True)
class Templates:
    """Steps per procedure and common forms, written once and referred to by name."""

    steps: dict[str, tuple[Step, ...]] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    rights: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_templates(folder: Path) -> Templates:
    """The templates that item files refer to: ``steps_from``, ``form_from``, ``rights_from``."""
    steps = load(folder / "steps.yaml")
    forms = load(folder / "forms.yaml")
    rights = load(folder / "rights.yaml")
    return Templates(
        steps={name: tuple(Step(**step) for step in listed) for name, listed in steps.items()},
        forms={form["key"]: Form(**form) for form in forms},
        rights={name: tuple(lines) for name, lines in rights.items()},
    )


class _EditionFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: str
    valid_from: date
    steps_from: str = ""
    form_from: str = ""
    rights_from: str = ""
    content: dict[str, Any]


class _ItemFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str
    editions: tuple[_EditionFile, ...]


def read_path(path: Path, *, templates: Templates) -> Read:
    """Every edition in a file or, for a folder, in its YAML files; errors by row."""
    read = Read()
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        read.errors.append(RowError(path.name, "", "文件夹里没有YAML文件。"))
    for file in files:
        _read_file(file, templates=templates, into=read)
    seen: dict[tuple[str, str], str] = {}
    for row in read.rows:
        first = seen.setdefault((row.item, row.number), row.row)
        if first != row.row:
            read.errors.append(RowError(row.row, "number", f"与 {first} 的事项和版次相同。"))
    return read


def _read_file(file: Path, *, templates: Templates, into: Read) -> None:
    try:
        plain = load(file)
    except BadFile as error:
        into.errors.append(RowError(file.name, "", str(error)))
        return
    items = plain if isinstance(plain, list) else [plain]
    for place, one in enumerate(items, start=1):
        row = file.name if len(items) == 1 else f"{file.name}#{place}"
        if not isinstance(one, dict):
            into.errors.append(RowError(row, "", "要写明事项的 key 和 editions。"))
            continue
        try:
            item = _ItemFile.model_validate(one)
        except ValidationError as error:
            into.errors.extend(in_words(error, row=row))
            continue
        for edition in item.editions:
            _read_edition(item.key, edition, row=row, templates=templates, into=into)


def _read_edition(
    key: str, edition: _EditionFile, *, row: str, templates: Templates, into: Read
) -> None:
    row = f"{row} 第{edition.number}版"
    try:
        content = _filled_in(edition, templates)
    except _NoTemplate as missing:
        into.errors.append(RowError(row, missing.field, "没有这个名称的模板。"))
        return
    try:
        checked = EditionContent.model_validate(content)
    except ValidationError as error:
        into.errors.extend(in_words(error, row=row))
        return
    into.rows.append(
        EditionRow(
            row=row, item=key, number=edition.number, valid_from=edition.valid_from, content=checked
        )
    )


class _NoTemplate(Exception):
    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def _filled_in(edition: _EditionFile, templates: Templates) -> dict[str, Any]:
    """The content with what it takes from templates."""
    content = dict(edition.content)
    sources: list[tuple[str, str, str, Mapping[str, Any]]] = [
        ("steps", "steps_from", edition.steps_from, templates.steps),
        ("rights", "rights_from", edition.rights_from, templates.rights),
        ("forms", "form_from", edition.form_from, templates.forms),
    ]
    for name, field_name, wanted, source in sources:
        if not wanted:
            continue
        if wanted not in source:
            raise _NoTemplate(field_name)
        own = content.get(name, [])
        common = [source[wanted]] if name == "forms" else list(source[wanted])
        content[name] = [*common, *own] if isinstance(own, list) else own
    return content


class _Dumper(yaml.SafeDumper):
    """Plain block style, lists indented, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_path(rows: list[EditionRow], path: Path) -> None:
    """All editions into one YAML file that ``read_path`` reads back without a difference."""
    items: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        items.setdefault(row.item, []).append(
            {"number": row.number, "valid_from": row.valid_from, "content": dump(row.content)}
        )
    plain = [{"key": key, "editions": editions} for key, editions in items.items()]
    path.write_text(
        yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100),
        encoding="utf-8",
    )


class LawText(BaseModel):
    """One article of a legal document as it stands in a file; no words: not entered yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    article: str
    text: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    mark: str = ""


class Law(BaseModel):
    """One legal document with the articles that have been entered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    short_name: str
    title: str
    number: str = ""
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    articles: tuple[LawText, ...] = ()


def read_laws(folder: Path) -> tuple[list[Law], list[RowError]]:
    """Every legal document of a folder, one per YAML file."""
    laws: list[Law] = []
    errors: list[RowError] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            laws.append(Law.model_validate(load(file)))
        except BadFile as error:
            errors.append(RowError(file.name, "", str(error)))
        except ValidationError as error:
            errors.extend(in_words(error, row=file.name))
    return laws, errors
