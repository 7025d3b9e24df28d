"""From frozen data to PDF, the same bytes every time."""

import calendar
import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import qrcode
import typst
from qrcode.constants import ERROR_CORRECT_M

from bureau.notices.glyphs import FONTS, printable
from bureau.notices.rules import Json, chinese_day, each_text, token_as_printed
from bureau.notices.sender import Sender

EDITION = "edition_1"
ROW_STAYS_TOGETHER = 500
"""A text longer than so many signs may go over to the next page inside its table."""
_LETTERS = Path(__file__).parent / "letters"
_mine = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a letter shows, and nothing else decides its bytes."""

    kind: str
    edition: str
    title: str
    number: str
    sender: Sender
    data: Mapping[str, Json]
    token: str
    verify_at: str
    written_on: date
    trial: bool
    large: bool = False


def typeset(sheet: Sheet) -> bytes:
    """The letter as PDF/A that reading programs can read out. Equal sheets give equal bytes.

    What people wrote reaches the template as JSON and is set as text; a character no font
    of ours holds becomes 〓.
    """
    shown = each_text(
        {
            "title": sheet.title,
            "number": sheet.number,
            "authority": asdict(sheet.sender),
            "data": sheet.data,
            "verify_at": sheet.verify_at,
        },
        printable,
    )
    day = sheet.written_on
    shown |= {
        "code": token_as_printed(sheet.token),
        "day": chinese_day(day),
        "qr": _qr_picture(f"{sheet.verify_at}/{sheet.token}"),
        "written": {"year": day.year, "month": day.month, "day": day.day},
        "long": _longest(sheet.data) > ROW_STAYS_TOGETHER,
        "trial": sheet.trial,
        "large": sheet.large,
        "sealed": False,
    }
    pdf = _compiler(sheet.edition).compile(
        input=_LETTERS / sheet.edition / f"{sheet.kind}.typ",
        format="pdf",
        sys_inputs={"d": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=calendar.timegm(day.timetuple()),
    )
    assert isinstance(pdf, bytes)
    return pdf


def _compiler(edition: str) -> typst.Compiler:
    """This thread's compiler: one shared by threads fails ("already borrowed")."""
    compilers: dict[str, typst.Compiler] = _mine.__dict__.setdefault("compilers", {})
    if edition not in compilers:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
        )
        compilers[edition] = typst.Compiler(root=_LETTERS / edition, font_paths=fonts)
    return compilers[edition]


def _longest(data: Json) -> int:
    """The length of the longest text in the data."""
    lengths = [0]

    def measured(text: str) -> str:
        lengths.append(len(text))
        return text

    each_text(data, measured)
    return max(lengths)


def _qr_picture(text: str) -> str:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on
    )
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}"/></svg>'
    )
