"""Which number is which, and whether it can be one at all. Pure.

Sources: GB 32100-2015 (统一社会信用代码), GB 11714 (组织机构代码), GB 11643-1999 (公民身份号码),
ISO 7064 MOD 11,10 (licence numbers and the registration numbers used before 2015).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

USCC: Final = "uscc"
ID_CARD: Final = "id_card"
FOOD_LICENCE: Final = "food_licence"
FOOD_PRODUCTION_LICENCE: Final = "food_production_licence"
PREPACKED_FILING: Final = "prepacked_filing"
OLD_REG_NO: Final = "old_reg_no"
MOBILE: Final = "mobile"
LANDLINE: Final = "landline"
PASSPORT: Final = "passport"
PERMANENT_RESIDENCE: Final = "permanent_residence"
HK_MACAO: Final = "hk_macao"
TAIWAN: Final = "taiwan"
UNKNOWN: Final = "unknown"

KIND_NAMES: Final = {
    USCC: "统一社会信用代码",
    ID_CARD: "居民身份证号码",
    FOOD_LICENCE: "食品经营许可证编号",
    FOOD_PRODUCTION_LICENCE: "食品生产许可证编号",
    PREPACKED_FILING: "仅销售预包装食品备案编号",
    OLD_REG_NO: "原注册号",
    MOBILE: "手机号码",
    LANDLINE: "固定电话",
    PASSPORT: "护照号码",
    PERMANENT_RESIDENCE: "外国人永久居留身份证号码",
    HK_MACAO: "港澳居民证件号码",
    TAIWAN: "台湾居民证件号码",
    UNKNOWN: "无法识别的编号",
}

_USCC_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = tuple(pow(3, i, 31) for i in range(17))
_ORGANISATION_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS: Final = "10X98765432"
_LOOKALIKES: Final = {"I": "1", "O": "0", "S": "5", "V": "U 或 Y", "Z": "2"}
# Classes known for a registering department; where none are listed any digit will do.
_USCC_CLASSES: Final = {
    "1": "1239",
    "2": "",
    "3": "123459",
    "4": "",
    "5": "1239",
    "6": "",
    "7": "",
    "8": "",
    "9": "1239",
    "A": "",
    "N": "1239",
    "Y": "1",
}
_PROVINCES: Final = frozenset(
    str(number)
    for region in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55),
                   range(61, 66), (71, 81, 82, 83))
    for number in region
)  # fmt: skip
_BUSINESSES: Final = ("91", "92", "93")
_CENTURIES: Final = ("18", "19", "20")
_SEPARATORS: Final = re.compile(r"[\s\-‐-―_·.]+")
_LICENCE_PREFIXES: Final = {
    "JY": FOOD_LICENCE,
    "SC": FOOD_PRODUCTION_LICENCE,
    "YB": PREPACKED_FILING,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What a number is, and why it cannot be one (empty when it can)."""

    kind: str
    valid: bool
    reason: str = ""


def normalise_identifier(text: str) -> str:
    """What somebody typed, as the number is written: no blanks, half-width, capitals.

    Full-width digits and letters, blanks, hyphens, invisible signs and a small ``x`` are
    how people and scanners write, not errors.
    """
    plain = unicodedata.normalize("NFKC", text)
    visible = "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
    return _SEPARATORS.sub("", visible).upper()


def normalise_phone(text: str) -> str:
    """A phone number as its digits: country code and blanks taken off."""
    digits = re.sub(r"[()+]", "", normalise_identifier(text))
    if len(digits) > 11:
        digits = re.sub(r"^(?:0086|86)(?=1\d{10}$)", "", digits)
    return digits


def check_identifier(text: str) -> Check:
    """The kind of a number written as it stands, and whether it can be one."""
    kind = kind_of(text)
    if kind == UNKNOWN:
        meant = kind_of(normalise_identifier(text)) if len(text) <= 100 else UNKNOWN
        return Check(meant, False, _unknown_reason(text, meant))
    reason = _JUDGES[kind](text)
    return Check(kind, not reason, reason)


def why_not(kind: str, text: str) -> str:
    """Why a normalised number cannot be one of this kind; empty when it can.

    A kind without known rules is only measured: not empty, not beyond reason.
    """
    judge = _JUDGES.get(kind)
    if judge:
        return judge(text)
    return "" if re.fullmatch(r"[0-9A-Z()/]{4,40}", text) else "编号应为 4 至 40 位字母或数字。"


def kind_of(text: str) -> str:
    """What a number wants to be, by its shape; its check digits decide between two."""
    capital = text.upper()
    if prefix := _LICENCE_PREFIXES.get(capital[:2]):
        return prefix
    if len(text) == 18 and text.isascii() and text.isalnum():
        return _eighteen(capital)
    if text.isascii() and text.isdigit():
        if len(text) == 15:
            return OLD_REG_NO
        if len(text) == 11 and text[0] == "1":
            return MOBILE
        if text[0] == "0" and 10 <= len(text) <= 12:
            return LANDLINE
    if re.fullmatch(r"0\d{2,3}-\d{7,8}", text):
        return LANDLINE
    if 15 < len(text) < 21 and re.fullmatch(r"[0-9A-Za-z]+", text):
        # Not 18 signs, but nearly: say which number it falls short of.
        return ID_CARD if re.fullmatch(r"\d+[Xx]?", text) else USCC
    return UNKNOWN


def _eighteen(text: str) -> str:
    if not re.fullmatch(r"\d{17}[\dX]", text):
        return USCC
    # All digits: both numbers may look so, and one may pass the other's check by chance.
    if not id_card_reason(text):
        return ID_CARD
    if not uscc_reason(text) or text[:2] in _BUSINESSES or text[6:8] not in _CENTURIES:
        return USCC
    return ID_CARD


def uscc_reason(text: str) -> str:
    """Why this cannot be a unified social credit code (GB 32100-2015)."""
    if len(text) != 18:
        return f"统一社会信用代码应为 18 位，现在是 {len(text)} 位。"
    if mistaken := [c for c in dict.fromkeys(text.upper()) if c in _LOOKALIKES]:
        hints = "，".join(f"“{c}”可能是“{_LOOKALIKES[c]}”" for c in mistaken)
        return f"统一社会信用代码不用字母 I、O、S、V、Z：{hints}，请对照证照核对。"
    if text != text.upper():
        return "统一社会信用代码的字母应为大写。"
    if strange := [c for c in text if c not in _USCC_SIGNS]:
        return f"统一社会信用代码里不会有“{strange[0]}”，只有数字和大写字母。"
    if text[0] not in _USCC_CLASSES:
        return f"第 1 位“{text[0]}”不是登记管理部门代码。"
    if text[1] not in (_USCC_CLASSES[text[0]] or "123456789"):
        return f"第 2 位“{text[1]}”不是该登记管理部门的机构类别。"
    if not text[2:8].isdigit():
        return "第 3 至 8 位是登记机关的行政区划码，应为数字。"
    if organisation_check(text[8:16]) != text[16]:
        return "第 9 至 17 位的主体标识码校验不符，请核对是否抄错。"
    if uscc_check(text[:17]) != text[17]:
        return "最后一位校验码不符，请核对是否抄错或漏抄。"
    return ""


def uscc_check(first_17: str) -> str:
    """The check sign of a credit code; a remainder of nought gives 0, not 31."""
    total = sum(
        _USCC_SIGNS.index(c) * weight for c, weight in zip(first_17, _USCC_WEIGHTS, strict=True)
    )
    return _USCC_SIGNS[(31 - total % 31) % 31]


def organisation_check(first_8: str) -> str:
    """The check sign of an organisation code (GB 11714)."""
    total = sum(
        _ORGANISATION_SIGNS.index(c) * weight
        for c, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True)
    )
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def id_card_reason(text: str) -> str:
    """Why this cannot be an identity number (GB 11643-1999)."""
    if len(text) != 18:
        return f"身份证号码应为 18 位，现在是 {len(text)} 位。"
    if text[17] == "x":
        return "身份证号码末位的 X 应为大写。"
    if not re.fullmatch(r"\d{17}[\dX]", text) or not text.isascii():
        return "身份证号码前 17 位应为数字，末位是数字或 X。"
    if text[:2] not in _PROVINCES:
        return f"前两位“{text[:2]}”不是省级行政区划码。"
    born = _date_at(text[6:14])
    if born is None or born < date(1850, 1, 1):
        return f"第 7 至 14 位“{text[6:14]}”不是出生日期。"
    if id_card_check(text[:17]) != text[17]:
        return "最后一位校验码不符，请核对是否抄错。"
    return ""


def permanent_residence_reason(text: str) -> str:
    """Why this cannot be a foreigner's permanent residence card, of the new or old form."""
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", text):
        return ""
    if re.fullmatch(r"9[0-9]{16}[0-9X]", text) and id_card_check(text[:17]) == text[17]:
        return ""
    return "永久居留身份证号码应为 18 位（9 开头，末位校验）或 3 个字母加 12 位数字。"


def hk_macao_reason(text: str) -> str:
    """Why this is neither a residence permit nor a travel permit of Hong Kong or Macao."""
    if re.fullmatch(r"[HM](?:[0-9]{8}|[0-9]{10})", text):
        return ""
    if text[:2] in ("81", "82") and not id_card_reason(text):
        return ""
    return "应为港澳居民居住证（18 位）或来往内地通行证（H、M 加 8 位或 10 位数字）。"


def taiwan_reason(text: str) -> str:
    """Why this is neither a residence permit nor a travel permit of Taiwan."""
    if re.fullmatch(r"[0-9]{8}|[0-9]{10}[A-Z]?", text):
        return ""
    if text[:2] == "83" and not id_card_reason(text):
        return ""
    return "应为台湾居民居住证（18 位）或来往大陆通行证（8 位数字）。"


def passport_reason(text: str) -> str:
    """Why this cannot be a passport number; every country has its own."""
    return "" if re.fullmatch(r"[A-Z0-9]{5,20}", text) else "护照号码应为 5 至 20 位字母或数字。"


def id_card_check(first_17: str) -> str:
    """The check sign of an identity number."""
    total = sum(int(c) * weight for c, weight in zip(first_17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def licence_reason(text: str) -> str:
    """Why this cannot be a JY, SC or YB number: prefix, 14 digits, MOD 11,10."""
    prefix, digits = text[:2], text[2:]
    if prefix != prefix.upper():
        return "编号的字母应为大写。"
    if not digits.isascii() or not digits.isdigit():
        return f"“{prefix}”后面应全是数字。"
    if len(digits) != 14:
        return f"“{prefix}”后面应为 14 位数字，现在是 {len(digits)} 位。"
    if mod_11_10(digits[:13]) != digits[13]:
        return "最后一位校验码不符，请核对是否抄错。"
    region = digits[1:3] if prefix != "SC" else digits[3:5]
    if region not in _PROVINCES:
        return f"编号中的“{region}”不是省级行政区划码。"
    return ""


def old_reg_no_reason(text: str) -> str:
    """Why this cannot be a 15-digit registration number of before 2015."""
    if not re.fullmatch(r"[0-9]{15}", text):
        return "原注册号应为 15 位数字。"
    if mod_11_10(text[:14]) != text[14]:
        return "最后一位校验码不符，请核对是否抄错。"
    return ""


def mod_11_10(digits: str) -> str:
    """The check digit of ISO 7064 MOD 11,10."""
    p = 10
    for digit in digits:
        t = (p + int(digit)) % 10 or 10
        p = 2 * t % 11
    return str((11 - p) % 10)


def mobile_reason(text: str) -> str:
    """Why this cannot be a mobile number."""
    if re.fullmatch(r"1[3-9][0-9]{9}", text):
        return ""
    return "手机号码应为 11 位数字，以 13 至 19 开头。"


def landline_reason(text: str) -> str:
    """Why this cannot be a land line with its area code."""
    if re.fullmatch(r"0[0-9]{2,3}-?[0-9]{7,8}", text):
        return ""
    return "固定电话应为区号加 7 至 8 位号码。"


def phone_reason(text: str) -> str:
    """Why nobody can be reached under this number."""
    if not mobile_reason(text) or not landline_reason(text):
        return ""
    return "电话应为 11 位手机号码，或带区号的固定电话。"


def _date_at(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def _unknown_reason(text: str, meant: str) -> str:
    if not text.strip():
        return "没有内容。"
    if len(text) > 100:
        return "太长，不是任何一种编号。"
    if meant != UNKNOWN:
        return "含有空格、全角或看不见的字符，请去掉后再核对。"
    return "不是能识别的编号：长度或写法与各类编号都不符。"


_JUDGES: Final[dict[str, Callable[[str], str]]] = {
    USCC: uscc_reason,
    ID_CARD: id_card_reason,
    FOOD_LICENCE: licence_reason,
    FOOD_PRODUCTION_LICENCE: licence_reason,
    PREPACKED_FILING: licence_reason,
    OLD_REG_NO: old_reg_no_reason,
    MOBILE: mobile_reason,
    LANDLINE: landline_reason,
    PASSPORT: passport_reason,
    PERMANENT_RESIDENCE: permanent_residence_reason,
    HK_MACAO: hk_macao_reason,
    TAIWAN: taiwan_reason,
}
