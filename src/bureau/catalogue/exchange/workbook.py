"""A workbook as it came: sheets of cells, and everything in it that we do not take.

Read as a stream and cell by cell, so a few bytes can never become gigabytes. What could
act by itself or hides something is an error with its place: formulas, links, hidden
sheets, macros, connections. Values are kept as they stand, never guessed.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any, BinaryIO

from lxml import etree

from bureau.catalogue.exchange.cells import Cell
from bureau.catalogue.files.rows import RowError
from bureau.files import archives
from bureau.files.verdict import Unfit

MOST_ROWS = 200_000
MOST_EMPTY_ROWS = 50_000
MOST_COLUMNS = 400
MOST_SHEETS = 60
MOST_WORDS = 2_000_000
MOST_MERGED = 20_000
MOST_UNPACKED = 400 * 1024 * 1024
MOST_STYLES = 20_000_000

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


def nobody(what: str, done: int, of: int) -> None:
    """For callers whom nobody waits for."""


class BadWorkbook(Exception):
    """A file that is no workbook we can read: a sentence."""


@dataclass(slots=True)
class Sheet:
    """The cells of one sheet by row and column, and where cells are merged."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""


@dataclass(slots=True)
class Workbook:
    sheets: list[Sheet] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def letters(column: int) -> str:
    """The name of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FORBIDDEN = (
    ("xl/externalLinks/", "工作簿引用了别的文件。请在“数据—编辑链接”里断开链接，再另存一份。"),
    ("xl/connections", "工作簿连着外部数据。请删除数据连接，再另存一份。"),
    ("xl/queryTables/", "工作簿连着外部数据。请删除数据连接，再另存一份。"),
    ("xl/embeddings/", "工作簿里嵌着别的文件。请删除嵌入的对象，再另存一份。"),
    ("xl/activeX/", "工作簿里有控件。请删除控件，再另存一份。"),
    ("xl/macrosheets/", "工作簿里有宏表。请另存为不带宏的 .xlsx 文件。"),
)


def read_workbook(stream: BinaryIO, name: str, *, tell: Tell = nobody) -> Workbook:
    """Every cell of the workbook, or :class:`BadWorkbook`."""
    if not name.lower().endswith(".xlsx"):
        raise BadWorkbook(
            "只能导入 .xlsx 文件。请在Excel或WPS里另存为“Excel 工作簿（.xlsx）”，不要带宏。"
        )
    size = stream.seek(0, 2)
    try:
        if not size or archives.office_kind(stream, size) != "xlsx":
            raise BadWorkbook("这个文件不是Excel工作簿。请用Excel或WPS另存为 .xlsx 再导入。")
        with zipfile.ZipFile(stream) as archive:
            return _read(archive, tell)
    except Unfit as unfit:
        raise BadWorkbook(unfit.sentence) from unfit
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, OSError) as fault:
        raise _broken() from fault
    except (ValueError, IndexError, NotImplementedError) as fault:
        raise _broken() from fault


def _broken() -> BadWorkbook:
    return BadWorkbook("这个文件不完整或者已经损坏。请在Excel里打开原文件，另存一份再导入。")


def _read(archive: zipfile.ZipFile, tell: Tell) -> Workbook:
    book = Workbook()
    names = archive.namelist()
    for start, sentence in _FORBIDDEN:
        if any(name.startswith(start) for name in names):
            book.errors.append(RowError("整个文件", "", sentence))
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types:
        raise BadWorkbook("这个文件带宏。请另存为不带宏的 .xlsx 文件再导入。")
    words = _shared_words(archive) if "xl/sharedStrings.xml" in names else []
    days = _day_styles(archive) if "xl/styles.xml" in names else frozenset()
    listed = list(_sheets(archive))
    if len(listed) > MOST_SHEETS:
        raise BadWorkbook(f"工作簿有{len(listed)}张表，太多了。请只留要导入的表。")
    for done, (title, state, part) in enumerate(listed):
        tell(f"读“{title}”表", done, len(listed))
        if state != "visible":
            book.errors.append(
                RowError(f"〔{title}〕", "", "这张表是隐藏的。请取消隐藏，看过以后留下或者删除。")
            )
            continue
        if part not in names:
            book.errors.append(
                RowError(f"〔{title}〕", "", "这不是普通的工作表（图表或宏表）。请删除它。")
            )
            continue
        with archive.open(part) as stream:
            book.sheets.append(_Reader(title, words, days, book.errors).read(_Counted(stream)))
    tell("读完", len(listed), len(listed))
    return book


class _Counted:
    """A stream that stops when more comes out of it than the archive could hold."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left = MOST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.left -= len(piece)
        if self.left < 0:
            raise BadWorkbook("这个文件展开后太大。请删除用不着的行和表再导入。")
        return piece


def _events(stream: Any, *tags: str) -> Iterator[etree._Element]:
    """Elements one by one, each forgotten after it was used."""
    found = etree.iterparse(
        stream,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in found:
        yield element
        element.clear()
        while element.getprevious() is not None:
            parent = element.getparent()
            if parent is None:
                break
            del parent[0]


@lru_cache(maxsize=256)
def _bare(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _local(element: etree._Element) -> str:
    return _bare(element.tag)


def _filled(text: str) -> Cell | None:
    return Cell(text) if text.strip() else None


def _shared_words(archive: zipfile.ZipFile) -> list[Cell | None]:
    words: list[Cell | None] = []
    with archive.open("xl/sharedStrings.xml") as stream:
        for element in _events(_Counted(stream), "si"):
            words.append(_filled(_words_of(element)))
            if len(words) > MOST_WORDS:
                raise BadWorkbook("工作簿里的文字太多。请分成几个文件导入。")
    return words


def _words_of(element: etree._Element) -> str:
    """The words of a string, without the phonetic marks some programs put above them."""
    parts = []
    for child in element:
        tag = _local(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.extend(one.text or "" for one in child if _local(one) == "t")
    return _unescaped("".join(parts))


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    """The sign an escape stands for; what no text can hold stays an escape."""
    code = int(found[1], 16)
    return found[0] if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_DAY_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def _day_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The cell styles that show a number as a day or an hour."""
    if archive.getinfo("xl/styles.xml").file_size > MOST_STYLES:
        raise BadWorkbook("这个文件里的格式太多。请把内容粘贴到一份新的工作簿再导入。")
    root = etree.fromstring(archive.read("xl/styles.xml"), _parser())
    custom = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter("{*}numFmt")
    }
    found = set()
    for cells in root.iter("{*}cellXfs"):
        for number, one in enumerate(cells):
            key = int(one.get("numFmtId", "0"))
            shown = _NOT_LETTERS.sub("", custom.get(key, ""))
            if key in _DAY_FORMATS or _DAY_LETTERS.search(shown):
                found.add(number)
    return frozenset(found)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str, str]]:
    """Name, state and part of every sheet, in the order of the workbook."""
    parser = _parser()
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    root = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    for one in root.iter("{*}sheet"):
        relation = next((v for k, v in one.attrib.items() if str(k).endswith("}id")), "")
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield str(one.get("name", "")), str(one.get("state", "visible")), str(part)


class _Reader:
    """Reads one sheet; complains of at most a few formulas, links and mistakes."""

    def __init__(
        self, title: str, words: list[Cell | None], days: frozenset[int], errors: list[RowError]
    ) -> None:
        self.sheet = Sheet(title)
        self.words = words
        self.days = days
        self.columns: dict[str, int] = {}
        self.errors = errors
        self.found: dict[str, list[str]] = {"formula": [], "link": [], "fault": []}

    def read(self, stream: _Counted) -> Sheet:
        empty = position = 0
        for element in _events(stream, "row", "mergeCell", "hyperlink"):
            tag = _local(element)
            if tag == "mergeCell":
                self._merge(element.get("ref", ""))
            elif tag == "hyperlink":
                self.found["link"].append(element.get("ref", ""))
            else:
                position = int(element.get("r", position + 1))
                if cells := self._row(element, position):
                    self.sheet.rows[position] = cells
                else:
                    empty += 1
                if len(self.sheet.rows) > MOST_ROWS or empty > MOST_EMPTY_ROWS:
                    self._too_long(empty)
                    break
        self._complain()
        return self.sheet

    def _too_long(self, empty: int) -> None:
        sentence = (
            f"这张表有{empty - 1}行以上的空行（多半是整列刷过格式）。"
            "请选中最后一行数据以下的所有行，右键删除，保存后再导入。"
            if empty > MOST_EMPTY_ROWS
            else f"这张表超过{MOST_ROWS}行。请分成几个文件导入。"
        )
        self.errors.append(RowError(f"〔{self.sheet.name}〕", "", sentence))

    def _row(self, row: etree._Element, position: int) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            reference = element.get("r")
            if reference:
                name = reference.rstrip("0123456789")
                column = self.columns.get(name, -1)
                if column < 0:
                    column = self.columns[name] = _column_of(name)
            else:
                column += 1
            cell = self._cell(element, column, position)
            if cell is None:
                continue
            if column >= MOST_COLUMNS:
                raise BadWorkbook(
                    f"“{self.sheet.name}”表在{letters(column)}列还有内容，列太多了。"
                    "请删除用不着的列再导入。"
                )
            cells[column] = cell
        return cells

    def _cell(self, element: etree._Element, column: int, position: int) -> Cell | None:
        """A cell with something in it; words that stand in many cells are one object."""
        kind = element.get("t", "n")
        value = None
        for child in element:
            tag = _local(child)
            if tag == "v":
                value = child.text or ""
            elif tag == "is":
                return _filled(_words_of(child))
            elif tag == "f":
                self.found["formula"].append(f"{letters(column)}{position}")
        if value is None:
            return None
        if kind == "s":
            return self.words[int(value)]
        if kind == "e":
            self.found["fault"].append(f"{letters(column)}{position}")
            return None
        if kind == "b":
            return Cell("是" if value == "1" else "否")
        if kind == "n":
            return Cell(value, number=True, day=int(element.get("s", "0")) in self.days)
        return _filled(value[:10] if kind == "d" else _unescaped(value))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
        if top is None or bottom is None or len(self.sheet.merged) > MOST_MERGED:
            raise BadWorkbook(f"“{self.sheet.name}”表的合并单元格读不出来。请取消合并再导入。")
        self.sheet.merged.append(
            (int(top[2]), _column_of(first), int(bottom[2]), _column_of(last or first))
        )

    def _complain(self) -> None:
        sentences = {
            "formula": "有公式。请选中这些单元格，复制，再“选择性粘贴—数值”，只留算好的内容。",
            "link": "有超链接。请选中这些单元格，右键“取消超链接”。",
            "fault": "是Excel的错误值（如 #REF!）。请填上正确的内容，或者清空。",
        }
        for what, places in self.found.items():
            if places:
                more = f"等{len(places)}处" if len(places) > 5 else ""
                where = "、".join(places[:5])
                self.errors.append(
                    RowError(f"〔{self.sheet.name}〕", f"{where}{more}", sentences[what])
                )


def _column_of(reference: str) -> int:
    column = 0
    for sign in reference:
        if not "A" <= sign <= "Z":
            break
        column = column * 26 + ord(sign) - 64
    if not 1 <= column <= 16_384:
        raise ValueError(reference)
    return column - 1
