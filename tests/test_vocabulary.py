"""The words of the house: what the code calls things, and how it speaks to people.

``docs/glossary.md`` says which words there are and which are not used; this reads it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
GLOSSARY = ROOT / "docs" / "glossary.md"

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CHINESE = re.compile(f"[{HAN}]")
HALF_WIDTH = re.compile(rf"[{HAN}”“》〉）…][,;:!?()]|[,;:!?()][{HAN}“《〈（]|[{HAN}][.](?=\s|$)")
"""A half-width sign that touches Chinese."""

LETTERS = ("bureau/cases/letters.py", "bureau/notices/", "bureau/guides/lint.py")
"""Where the legal words stand: letters, and the rules that look for bad ones."""
NAMES_OF_LAWS = ("document", "short_name")
"""Keys of reference data whose value is a name, not a sentence."""


@dataclass(frozen=True)
class Word:
    """One row of the glossary."""

    said: str
    in_code: tuple[str, ...]
    means: str
    never: tuple[str, ...]


def rows(cells: int) -> Iterator[list[str]]:
    """The rows of the glossary's tables of so many columns."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        found = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and len(found) == cells and found[0] not in ("词", "不用"):
            yield found


def listed(cell: str) -> tuple[str, ...]:
    return tuple(one.strip("` ") for one in cell.split("、") if one.strip())


WORDS = [Word(said, listed(code), means, listed(never)) for said, code, means, never in rows(4)]
NOT_IN_NAMES = sorted({one for word in WORDS for one in word.never if one.isascii()})
NOT_ON_SCREEN = sorted(
    {one for word in WORDS for one in word.never if not one.isascii()}
    | {one for cells in rows(2) for one in listed(cells[0])}
)


# --- names ----------------------------------------------------------------------------------


def modules() -> Iterator[Path]:
    for file in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file


def names_of(tree: ast.AST) -> Iterator[str]:
    """Every name that is given here; not the names of others that are used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def as_snake(name: str) -> str:
    """``OneTimeNotice`` and ``ONE_TIME_NOTICE`` as ``one_time_notice``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")


def banned_in(name: str) -> str:
    """The banned word a name holds, as whole words of it; empty when it holds none."""
    parts = f"_{as_snake(name)}_"
    return next((word for word in NOT_IN_NAMES if f"_{word}_" in parts), "")


class TestNames:
    def test_hold_no_word_the_glossary_bans(self) -> None:
        found = [
            (file.relative_to(SOURCE).as_posix(), name, banned_in(name))
            for file in modules()
            for name in {file.stem, *names_of(ast.parse(file.read_text(encoding="utf-8")))}
            if banned_in(name)
        ]

        assert found == []

    @pytest.mark.parametrize("bad", ["license_number", "SLA", "approveCase", "_deadline", "KpiRow"])
    def test_with_one_are_found(self, bad: str) -> None:
        assert banned_in(bad)

    @pytest.mark.parametrize("good", ["licence_number", "translate", "approver", "slack", "due"])
    def test_that_only_look_like_one_are_not(self, good: str) -> None:
        assert not banned_in(good)


class TestTheGlossary:
    def test_has_one_row_for_each_word(self) -> None:
        said = [word.said for word in WORDS]

        assert len(said) > 60
        assert len(said) == len(set(said))
        assert [word.said for word in WORDS if not (word.in_code and word.means)] == []

    def test_names_only_what_the_code_really_has(self) -> None:
        trees = [ast.parse(file.read_text(encoding="utf-8")) for file in modules()]
        known = {name for tree in trees for name in names_of(tree)}

        assert [one for word in WORDS for one in word.in_code if one not in known] == []


# --- sentences ------------------------------------------------------------------------------


def sentences_of_code(tree: ast.AST) -> Iterator[str]:
    """String constants that are neither docstrings nor patterns; ``{}`` for what is filled in."""
    apart = {id(one) for node in ast.walk(tree) for one in _not_said(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            texts = [one for one in node.values if isinstance(one, ast.Constant)]
            apart |= {id(one) for one in texts}
            if id(node) not in apart:
                yield "".join(
                    str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values
                )
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in apart:
            yield str(node.value)  # type: ignore[attr-defined]


def _not_said(node: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, and what is handed to ``re``."""
    body = getattr(node, "body", None)
    for one in body if isinstance(body, list) else []:
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
            yield one.value
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
        for argument in node.args:
            yield from ast.walk(argument)


COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.S)
CODE = re.compile(r"<(script|style)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]*>|\{%.*?%\}", re.S)
SPOKEN = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
GIVEN = re.compile(r"""\{%[^%]*?(?:"([^"]*)"|'([^']*)')""")


def sentences_of_page(page: str) -> Iterator[str]:
    """What a template says: its text, its spoken attributes, what it hands to components."""
    plain = CODE.sub("", COMMENT.sub("", page))
    yield from SPOKEN.findall(plain)
    for tag in re.findall(r"\{%.*?%\}", plain, re.S):
        for double, single in re.findall(r"""(?:"([^"]*)"|'([^']*)')""", tag):
            yield double or single
    yield from TAG.sub("\0", re.sub(r"\{\{.*?\}\}", "{}", plain, flags=re.S)).split("\0")


def sentences_of_script(script: str) -> Iterator[str]:
    for line in script.splitlines():
        if not line.strip().startswith(("//", "*", "/*")):
            for found in re.findall(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`", line):
                yield "".join(found)


def sentences_of_data(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from sentences_of_data(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from sentences_of_data(one, key)
    elif isinstance(value, str) and key not in NAMES_OF_LAWS:
        yield value


def wrong(sentence: str, *, is_letter: bool = False) -> str:
    """What is wrong with a sentence on the screen; empty when nothing is."""
    if not CHINESE.search(sentence):
        return ""
    if not is_letter:
        for word in NOT_ON_SCREEN:
            if word in sentence:
                return word
    found = HALF_WIDTH.search(sentence)
    return found.group() if found else ""


def test_sentences_in_the_code_are_plain() -> None:
    found = []
    for file in modules():
        path = file.relative_to(SOURCE).as_posix()
        if "tests" in file.parts:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        is_letter = path.startswith(LETTERS)
        said = [(path, wrong(one, is_letter=is_letter), one) for one in sentences_of_code(tree)]
        found += [one for one in said if one[1]]

    assert found == []


def test_sentences_on_the_pages_are_plain() -> None:
    found = []
    for file in sorted(SOURCE.rglob("*.html")):
        said = sentences_of_page(file.read_text(encoding="utf-8"))
        found += [(file.name, wrong(one), one.strip()) for one in said if wrong(one)]

    assert found == []


def test_sentences_in_the_scripts_are_plain() -> None:
    found = []
    for file in sorted(SOURCE.rglob("*.js")):
        if "vendor" in file.parts:
            continue
        said = sentences_of_script(file.read_text(encoding="utf-8"))
        found += [(file.name, wrong(one), one) for one in said if wrong(one)]

    assert found == []


@pytest.mark.parametrize("folder", ["reference/items", "reference/templates", "cities"])
def test_sentences_in_the_data_are_plain(folder: str) -> None:
    found = []
    for file in sorted((ROOT / folder).rglob("*.yaml")):
        said = sentences_of_data(yaml.safe_load(file.read_text(encoding="utf-8")))
        found += [(file.name, wrong(one), one) for one in said if wrong(one)]

    assert found == []


class TestTheRule:
    @pytest.mark.parametrize(
        "bad",
        [
            "请稍候,马上就好",
            "依据:第三条",
            "住所(经营场所)",
            "操作成功",
            "请提交相关材料。",
            "材料齐全，予以受理。",
            "你的办件",
        ],
    )
    def test_finds_bad_sentences(self, bad: str) -> None:
        assert wrong(bad)

    @pytest.mark.parametrize(
        "good",
        [
            "还缺少：住所证明、章程。请补齐后交回本窗口，不用重新取号。",
            "3 月 23 日（周一）17:30 前",
            "{} 件，共 {} 件",
            "https://example.org/?a=1:2",
            "GB/T 39046-2020 表 A.1",
        ],
    )
    def test_leaves_good_ones_alone(self, good: str) -> None:
        assert not wrong(good)

    def test_lets_letters_use_the_words_of_the_law(self) -> None:
        assert not wrong("材料齐全，予以备案。", is_letter=True)
        assert wrong("材料齐全,予以备案。", is_letter=True)

    def test_reads_code_as_it_is_said(self) -> None:
        code = 'f"还差 {n} 件,请补齐"\nre.compile("(其他)材料")\ndef f():\n    """依据:无"""\n'

        said = list(sentences_of_code(ast.parse(code)))

        assert said == ["还差 {} 件,请补齐"]

    def test_reads_pages_as_they_are_shown(self) -> None:
        page = '<p title="按:这里">{# 不说,这句 #}您好{{ name }},请坐</p>{% tag "ok" "好,了" %}'

        assert [wrong(one) for one in sentences_of_page(page) if wrong(one)] == [
            "按:",
            "好,",
            ",请",
        ]
