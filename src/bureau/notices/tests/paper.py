"""The words that stand on a PDF of ours, read back without any program of the system."""

import io
import re

import pikepdf

LONG_WORD_MAY_BREAK = "\u200b"
_BFCHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BFRANGE = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


def words_of(pdf: bytes) -> str:
    """All words in the order they were set, without white space."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        text = "".join(_words_of_page(page) for page in opened.pages)
    return "".join(text.replace(LONG_WORD_MAY_BREAK, "").split())


def _words_of_page(page: pikepdf.Page) -> str:
    fonts = {
        str(name): _signs_of(font.ToUnicode.read_bytes().decode("ascii"))
        for name, font in page.resources.Font.items()
    }
    signs: dict[int, str] = {}
    words: list[str] = []
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator == "Tf":
            signs = fonts[str(step.operands[0])]
        elif operator in {"Tj", "TJ"}:
            for piece in step.operands[0] if operator == "TJ" else [step.operands[0]]:
                if isinstance(piece, pikepdf.String):
                    words += [signs.get(code, "") for code in _codes(bytes(piece))]
    return "".join(words)


def _codes(text: bytes) -> list[int]:
    return [int.from_bytes(text[at : at + 2], "big") for at in range(0, len(text), 2)]


def _signs_of(cmap: str) -> dict[int, str]:
    """What each glyph number of a font stands for."""
    signs: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _BFCHAR.findall(block):
            signs[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in _BFRANGE.findall(block):
            begin = ord(bytes.fromhex(text).decode("utf-16-be"))
            for offset in range(int(last, 16) - int(first, 16) + 1):
                signs[int(first, 16) + offset] = chr(begin + offset)
    return signs
