"""Article numbers as laws write them: 一百三十五. Pure."""

import re

DIGITS = "零一二三四五六七八九"
SEPARATORS = re.compile(r"[,，、;；]")
LONGEST = len("九千九百九十九")
"""Signs of a numeral; more is no article of any law."""
SPAN = re.compile(r"(.+?)(?:-|—|–|至)(.+)")


def numeral(number: int) -> str:
    """A number from 1 to 9999 in Chinese: 10 → 十, 16 → 十六, 135 → 一百三十五."""
    if not 1 <= number <= 9999:
        raise ValueError(number)
    words, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + unit
        gap = bool(words) and not digit
    return words.removeprefix("一") if words.startswith("一十") else words


def number(words: str) -> int | None:
    """The number from 1 to 9999 that a Chinese or plain numeral says, or None."""
    words = words.strip()
    if len(words) > LONGEST:
        return None
    found = int(words) if words.isdecimal() else _chinese(words)
    return found if found and found <= 9999 else None


def _chinese(words: str) -> int | None:
    total, digit = 0, 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            return None
    return total + digit


def articles(text: str) -> tuple[str, ...]:
    """Single articles of a reference: ``十六至十八、20`` → 十六, 十七, 十八, 二十."""
    found: list[str] = []
    for part in (one.strip() for one in SEPARATORS.split(text)):
        span = SPAN.fullmatch(part)
        first, last = (number(span[1]), number(span[2])) if span else (None, None)
        if first and last and first <= last <= first + 50:
            found.extend(numeral(n) for n in range(first, last + 1))
        elif (one := number(part)) is not None:
            found.append(numeral(one))
        elif part and part not in "-—–":
            found.append(part)
    return tuple(dict.fromkeys(found))


def article_words(text: str) -> str:
    """A reference as a guide prints it: 第十六至十八条、第二十条; other text as it stands."""
    lines = []
    for part in (one.strip() for one in SEPARATORS.split(text)):
        span = SPAN.fullmatch(part)
        first, last = (number(span[1]), number(span[2])) if span else (None, None)
        one = number(part)
        if first and last:
            lines.append(f"第{numeral(first)}至{numeral(last)}条")
        elif one:
            lines.append(f"第{numeral(one)}条")
        elif part and part not in "-—–":
            lines.append(part)
    return "、".join(lines)
