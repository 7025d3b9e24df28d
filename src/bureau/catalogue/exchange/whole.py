"""A whole workbook as one value: editions, laws and listings. Pure."""

from bureau.catalogue.exchange.book import Book
from bureau.catalogue.exchange.city_parts import read_laws, read_listings
from bureau.catalogue.exchange.reading import Held, nothing_held, read_editions, read_parts
from bureau.catalogue.exchange.workbook import Tell, Workbook, nobody
from bureau.catalogue.files.rows import RowError


def read_book(workbook: Workbook, *, held: Held = nothing_held, tell: Tell = nobody) -> Book:
    """Everything a workbook says, with every mistake in it."""
    book = Book(errors=list(workbook.errors))
    parts = read_parts(workbook, book)
    if not parts and not book.errors:
        book.errors.append(RowError("整个文件", "", "工作簿里没有内容。请先导出一份，照着填写。"))
    read_editions(parts, book, held=held, tell=tell)
    read_laws(parts, book)
    read_listings(parts, book)
    return book
