"""Which characters our fonts can set. A missing one would be an empty box on paper."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
BODY = ("NotoSerifSC-Regular.codepoints", "NotoSerifCJKsc-BeyondBMP.codepoints")
GETA = "〓"  # the printers' mark for a sign the case does not hold
_LAYOUT = frozenset("\n")


@cache
def body_signs() -> frozenset[int]:
    """The code points of the fonts that body text is set in."""
    return frozenset(code for name in BODY for code in _listed(FONTS / name))


def _listed(file: Path) -> Iterator[int]:
    for line in file.read_text(encoding="ascii").split():
        first, last = line.split("-")
        yield from range(int(first, 16), int(last, 16) + 1)


def missing_glyphs(text: str) -> list[str]:
    """The characters of a text that cannot be printed, each once, in order; forms ask this."""
    signs = body_signs()
    return [sign for sign in dict.fromkeys(text) if ord(sign) not in signs and sign not in _LAYOUT]


def printable(text: str) -> str:
    """The text with 〓 for what cannot be printed: a letter never fails because of a name."""
    signs = body_signs()
    return "".join(s if ord(s) in signs or s in _LAYOUT else GETA for s in text)
