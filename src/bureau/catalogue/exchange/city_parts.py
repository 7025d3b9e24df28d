"""The sheets of a workbook that are not about editions: laws, their articles, listings. Pure."""

from collections.abc import Mapping

from pydantic import ValidationError

from bureau.catalogue.exchange import tables
from bureau.catalogue.exchange.book import Book, ListingRow
from bureau.catalogue.exchange.reading import Line, Part
from bureau.catalogue.files.rows import RowError, in_words
from bureau.catalogue.files.yaml_files import Law, LawText

LONGEST_PROMISE = 1_000


def _wrong(book: Book, line: Line, path: str, header: str, sentence: str) -> None:
    book.errors.append(RowError(line.row, line.columns.get(path, f"“{header}”列"), sentence))


def read_laws(parts: Mapping[str, Part], book: Book) -> None:
    """Legal documents with their articles."""
    part = parts.get(tables.LAWS.name)
    articles = _articles(parts, book)
    seen: dict[str, str] = {}
    for line in part.lines if part else ():
        name = line.text("short_name")
        if name in seen:
            _wrong(book, line, "short_name", "简称", f"“{name}”与{seen[name]}重复。请只留一行。")
            continue
        seen[name] = line.row
        values = {path: value for path, value in line.values.items() if value is not None}
        try:
            law = Law.model_validate({**values, "articles": articles.pop(name, [])})
        except ValidationError as error:
            book.errors.extend(
                RowError(one.row, line.columns.get(one.field, one.field), one.message)
                for one in in_words(error, row=line.row)
            )
            continue
        book.laws.append(law)
    for name in articles:
        if name not in seen:
            book.errors.append(
                RowError("〔条文〕", "", f"“法律”表里没有“{name}”。请先在“法律”表加上它。")
            )


def _articles(parts: Mapping[str, Part], book: Book) -> dict[str, list[LawText]]:
    part = parts.get(tables.ARTICLES.name)
    found: dict[str, list[LawText]] = {}
    seen: dict[tuple[str, str, object], str] = {}
    for line in part.lines if part else ():
        name, article = line.text("law"), line.text("article")
        if not name:
            _wrong(book, line, "law", "法律", "没有写法律的简称，请补上。")
            continue
        key = (name, article, line.values.get("valid_from"))
        if key in seen:
            _wrong(book, line, "article", "条", f"与{seen[key]}重复。请只留一行。")
            continue
        seen[key] = line.row
        values = {k: v for k, v in line.values.items() if v is not None and k != "law"}
        values["article"] = article  # blank: the document as a whole
        found.setdefault(name, []).append(LawText.model_validate(values))
    return found


def read_listings(parts: Mapping[str, Part], book: Book) -> None:
    """Who carries what out."""
    part = parts.get(tables.LISTINGS.name)
    seen: dict[tuple[str, str], str] = {}
    for line in part.lines if part else ():
        missing = [
            one
            for one in (tables.ITEM, *tables.LISTINGS.columns[:3])
            if line.values.get(one.path) is None
        ]
        for one in missing:
            _wrong(book, line, one.path, one.header, f"没有写{one.header}，请补上。")
        key = (line.text("item"), line.text("office_key"))
        if key in seen:
            _wrong(book, line, "office_key", "单位键", f"与{seen[key]}重复。请只留一行。")
        if missing or key in seen:
            continue
        seen[key] = line.row
        promise, unit = line.values.get("promise_value"), line.text("promise_unit")
        if (promise is None) != (unit == "") or not 0 <= (promise or 0) <= LONGEST_PROMISE:
            header = "本单位承诺（数值）"
            sentence = f"承诺要写 0 到 {LONGEST_PROMISE} 的整数和单位；没有更短的承诺，两格都空着。"
            _wrong(book, line, "promise_value", header, sentence)
            continue
        values = {path: value for path, value in line.values.items() if value is not None}
        book.listings.append(ListingRow(row=line.row, **values))
