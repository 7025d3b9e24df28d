"""What a cell says: S-FEEL unary tests and output literals, and nothing beyond them.

Chinese punctuation and full-width digits outside quotation marks are read as their plain
signs where that is the only thing they can mean; where it is not, the sentence says so.
Reading is one pass from left to right, so no cell can take long.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bureau.criteria.rules.kinds import (
    Key,
    Kind,
    date_from,
    literal,
    moment_from,
    months_from,
    number_from,
    seconds_from,
)
from bureau.refusal import Refusal

LONGEST = 4000
MOST_PARTS = 500


@dataclass(frozen=True, slots=True)
class Part:
    """An interval; a missing end is infinite, and a single value is [value..value]."""

    low: Key = None
    low_in: bool = False
    high: Key = None
    high_in: bool = False

    @property
    def single(self) -> bool:
        return self.low is not None and self.low_in and self.high_in and self.low == self.high


@dataclass(frozen=True, slots=True)
class Cell:
    """The set of values a test holds for. ``anything`` is ``-``; ``null`` was named in it."""

    text: str
    parts: tuple[Part, ...] = ()
    null: bool = False
    negated: bool = False
    anything: bool = False

    @property
    def holds_for_null(self) -> bool:
        """As FEEL has it: null equals only null, and a comparison with null is never true."""
        if self.anything:
            return True
        if self.negated:
            return not self.null and all(part.single for part in self.parts)
        return self.null


ANYTHING = Cell("-", anything=True)


def read_cell(text: str, kind: Kind) -> Cell:
    """The unary tests of one input cell, or a Refusal that says what to write instead."""
    plain = plain_signs(text).strip()
    if plain in ("", "-"):
        return ANYTHING
    tokens = _Tokens(plain, kind)
    negated = tokens.take_not()
    parts, null = tokens.tests()
    if negated:
        tokens.expect(")")
    tokens.end()
    return Cell(plain, tuple(parts), null, negated)


def read_value(text: str, kind: Kind | None) -> tuple[Kind, Key]:
    """One output literal with its kind; an empty entry is null."""
    plain = plain_signs(text).strip()
    if plain in ("", "-"):
        return kind or Kind.STRING, None
    tokens = _Tokens(plain, kind)
    found, key = tokens.literal()
    tokens.end()
    return found, key


def read_values(text: str, kind: Kind | None) -> tuple[tuple[Kind, Key], ...]:
    """A list of literals, in order: the values an output may have."""
    plain = plain_signs(text).strip()
    if plain in ("", "-"):
        return ()
    tokens = _Tokens(plain, kind)
    values = [tokens.literal()]
    while tokens.take(","):
        values.append(tokens.literal())
    tokens.end()
    return tuple(values)


# --- Signs --------------------------------------------------------------------------------

_QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」"}
_SIGNS = {
    "，": ",", "、": ",", "（": "(", "）": ")", "【": "[", "】": "]", "〔": "[", "〕": "]",
    "≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "…": "..", "‥": "..",
    "−": "-", "–": "-", "—": "-", "﹣": "-", "\u3000": " ", "\u00a0": " ", "\ufeff": "",
}  # fmt: skip
_UNCLEAR = {
    "。": "分不清是小数点还是句号",
    "～": "分不清两头算不算在内；请写成 [1..5] 或 (1..5)",
    "~": "分不清两头算不算在内；请写成 [1..5] 或 (1..5)",
    "；": "分不清是不是分隔；几个值之间请用逗号",
    ";": "分不清是不是分隔；几个值之间请用逗号",
    "％": "分不清是百分之几还是几；请写成小数",
    "%": "分不清是百分之几还是几；请写成小数",
}


def plain_signs(text: str) -> str:
    """The same text with plain signs outside quotation marks; what is quoted stays as it is."""
    if len(text) > LONGEST:
        raise Refusal(f"这一格有 {len(text)} 个字，最多 {LONGEST} 个。请拆成几行。")
    out: list[str] = []
    place = 0
    while place < len(text):
        sign = text[place]
        if sign in _QUOTES:
            quoted, place = _quoted(text, place)
            out.append(quoted)
            continue
        if sign in _UNCLEAR:
            raise Refusal(f"“{sign}”{_UNCLEAR[sign]}。")
        plain = _SIGNS[sign] if sign in _SIGNS else _half_width(sign)
        if plain != ".." or out[-1:] != [".."]:  # the Chinese ellipsis is two signs long
            out.append(plain)
        place += 1
    return "".join(out)


def _half_width(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign


def _quoted(text: str, start: int) -> tuple[str, int]:
    closing = _QUOTES[text[start]]
    out: list[str] = []
    place = start + 1
    while place < len(text):
        sign = text[place]
        if sign == "\\" and text[place + 1 : place + 2] in ('"', "\\"):
            out.append(text[place : place + 2])
            place += 2
        elif sign == closing:
            return '"' + "".join(out) + '"', place + 1
        else:
            out.append('\\"' if sign == '"' else sign)
            place += 1
    raise Refusal("引号只有一半。请在文字的前后都写上双引号。")


# --- Tokens -------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\]|\\.)*")
    | (?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]+)?|\.(?!\.)[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<sign>\.\.|<=|>=|[<>()\[\],@+-])
    | (?P<word>date\s+and\s+time(?=\s*\()|[^\W\d]\w*)
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_CALLS = ("date", "date and time", "duration")
_COMPARISONS = ("<", "<=", ">", ">=")
_REST = "这里只认单个值、比较（<、<=、>、>=）、区间、用逗号隔开的几项、not 和 -"


class _Tokens:
    def __init__(self, text: str, kind: Kind | None) -> None:
        self.text = text
        self.kind = kind
        self.list = list(self._cut())
        self.place = 0

    def _cut(self) -> Iterator[tuple[str, str]]:
        for found in _TOKEN.finditer(self.text):
            name = found.lastgroup
            assert name is not None
            if name == "other":
                raise self._foreign(found[name])
            yield name, re.sub(r"\s+", " ", found[name]) if name == "word" else found[name]

    def _foreign(self, what: str) -> Refusal:
        return Refusal(f"“{self.text[:60]}”里的“{what}”不能用：{_REST}。")

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        place = self.place + ahead
        return self.list[place] if place < len(self.list) else ("end", "结尾")

    def take(self, *signs: str) -> str | None:
        name, value = self.peek()
        if name == "sign" and value in signs:
            self.place += 1
            return value
        return None

    def expect(self, sign: str) -> None:
        if not self.take(sign):
            raise Refusal(f"“{self.text[:60]}”里该有“{sign}”的地方是“{self.peek()[1][:20]}”。")

    def end(self) -> None:
        if self.peek()[0] != "end":
            raise self._foreign(self.peek()[1][:20])

    def take_not(self) -> bool:
        if self.peek() == ("word", "not") and self.peek(1) == ("sign", "("):
            self.place += 2
            return True
        return False

    def tests(self) -> tuple[list[Part], bool]:
        parts: list[Part] = []
        null = False
        while True:
            part = self._test()
            if part is None:
                null = True
            else:
                parts.append(part)
            if len(parts) > MOST_PARTS:
                raise Refusal(f"这一格有 {MOST_PARTS} 项以上。请拆成几行。")
            if not self.take(","):
                return parts, null

    def _test(self) -> Part | None:
        if comparison := self.take(*_COMPARISONS):
            return self._comparison(comparison)
        if self.peek()[1] in ("(", "[", "]") and self.peek()[0] == "sign":
            return self._interval()
        _, key = self.literal()
        return None if key is None else Part(key, True, key, True)

    def _comparison(self, sign: str) -> Part:
        end = self._endpoint()
        closed = sign.endswith("=")
        return Part(high=end, high_in=closed) if sign[0] == "<" else Part(end, closed)

    def _interval(self) -> Part:
        low_in = self.take("(", "[", "]") == "["
        low = self._endpoint()
        self.expect("..")
        high = self._endpoint()
        closing = self.take(")", "]", "[")
        if closing is None:
            raise Refusal(f"区间“{self.text[:60]}”没有写完：最后要有 ) 或 ]。")
        high_in = closing == "]"
        if low > high:
            raise Refusal(f"区间“{self.text[:60]}”上下颠倒了：小的写在前面。")
        if low == high and not (low_in and high_in):
            raise Refusal(f"区间“{self.text[:60]}”里一个值也没有。只要这一个值，直接写它。")
        return Part(low, low_in, high, high_in)

    def _endpoint(self) -> Key:
        if self.kind is not None and not self.kind.ordered:
            raise Refusal(f"{self.kind.label}没有大小，不能比较，也没有区间。请逐个列出。")
        _, key = self.literal()
        if key is None:
            raise Refusal("null 没有大小，不能比较。")
        return key

    def literal(self) -> tuple[Kind, Key]:
        sign = self.take("+", "-") or ""
        name, value = self.peek()
        self.place += 1
        if name == "number":
            return self._checked(self._number_kind(), number_from(sign + value))
        if sign:
            raise self._foreign(sign)
        if name == "text":
            return self._checked(Kind.STRING, _unquoted(value))
        if (name, value) == ("sign", "@"):
            return self._timed(None, self._text())
        if name == "word":
            return self._word(value)
        if name == "end":
            raise Refusal(f"“{self.text[:60]}”没有写完：后面还要有一个值。")
        raise self._foreign(value)

    def _number_kind(self) -> Kind:
        return Kind.INTEGER if self.kind is Kind.INTEGER else Kind.NUMBER

    def _word(self, word: str) -> tuple[Kind, Key]:
        if word in ("true", "false"):
            return self._checked(Kind.BOOLEAN, word == "true")
        if word == "null":
            return self.kind or Kind.STRING, None
        if word in _CALLS and self.take("("):
            text = self._text()
            self.expect(")")
            return self._timed(word, text)
        if self.kind is Kind.STRING and self.peek()[1] != "(":
            raise Refusal(f'文字要加双引号："{word[:20]}"。不加引号的“{word[:20]}”不能用。')
        raise self._foreign(word[:20])

    def _text(self) -> str:
        name, value = self.peek()
        if name != "text":
            raise self._foreign(value[:20])
        self.place += 1
        return _unquoted(value)

    def _timed(self, call: str | None, text: str) -> tuple[Kind, Key]:
        if call == "date":
            return self._checked(Kind.DATE, date_from(text))
        if call == "date and time" or (call is None and "T" in text and "P" not in text):
            return self._checked(Kind.DATE_TIME, moment_from(text))
        if call is None and "P" not in text:
            return self._checked(Kind.DATE, date_from(text))
        if self.kind is Kind.MONTHS or (
            self.kind is None and re.search("[YM]", text.split("T")[0])
        ):
            return self._checked(Kind.MONTHS, months_from(text))
        return self._checked(Kind.DAYS, seconds_from(text))

    def _checked(self, kind: Kind, key: Key) -> tuple[Kind, Key]:
        if self.kind is not None and kind is not self.kind:
            raise Refusal(f"这一列是{self.kind.label}，“{literal(kind, key)[:40]}”是{kind.label}。")
        if kind is Kind.INTEGER and key != key.to_integral_value():
            raise Refusal(f"这一列是整数，“{literal(kind, key)[:40]}”不是。")
        return kind, key


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)


# --- In words -----------------------------------------------------------------------------


def in_words(cell: Cell, kind: Kind) -> str:
    """What a cell means, as a person would say it."""
    if cell.anything:
        return "不论"
    said = [_part_in_words(part, kind) for part in cell.parts] + ["没有填写"] * cell.null
    return ("不是" if cell.negated else "") + "、".join(said)


def _part_in_words(part: Part, kind: Kind) -> str:
    if part.single:
        return _value_in_words(kind, part.low)
    low = "" if part.low is None else _value_in_words(kind, part.low)
    high = "" if part.high is None else _value_in_words(kind, part.high)
    if not low:
        return f"{high}以下（{'含' if part.high_in else '不含'}）"
    if not high:
        return f"{low}以上（{'含' if part.low_in else '不含'}）"
    ends = "、".join(("含" if part.low_in else "不含", "含" if part.high_in else "不含"))
    return f"{low}到{high}（{ends}）"


def _value_in_words(kind: Kind, key: Key) -> str:
    if kind is Kind.BOOLEAN:
        return "是" if key else "否"
    if kind is Kind.STRING:
        return f"“{key}”"
    text = literal(kind, key)
    return text.split('"')[1] if '"' in text else text
