"""The catalogue's values in plain Chinese, for every page, letter and printed guide alike."""

from bureau.catalogue.elements import Limit, Mark, Procedure, Separation, Stage
from bureau.workdays.rules import Term, Unit, keeps_within

STAGES = {Stage.ENTRY: "准入", Stage.OPERATION: "准营", Stage.EXIT: "退出"}

STAGE_HINTS = {
    Stage.ENTRY: "开店办企业：起名、登记、变更、补照",
    Stage.OPERATION: "经营要办的证：许可、备案、年报",
    Stage.EXIT: "不做了：注销登记、注销许可",
}

PROCEDURES = {
    Procedure.REGISTRATION: "登记",
    Procedure.LICENCE: "许可",
    Procedure.FILING: "备案",
    Procedure.NOTIFICATION: "书面告知",
    Procedure.CONFIRMATION: "行政确认",
    Procedure.OTHER_POWER: "其他行政权力",
    Procedure.PUBLIC_SERVICE: "公共服务",
    Procedure.ADJUDICATION: "行政裁决",
    Procedure.FORWARDED: "收件转报",
    Procedure.BUNDLE: "一件事",
    Procedure.GUIDE_ONLY: "仅供查阅",
}

ITEM_TYPES = {
    "01": "行政许可",
    "07": "行政确认",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
    "BUNDLE": "一件事",
}
"""GB/T 39046-2020 表 A.1; BUNDLE is our own."""

SEPARATIONS = {
    Separation.NONE: "一人可以办结",
    Separation.ACCEPT_DECIDE: "受理与决定由不同的人办",
    Separation.ACCEPT_EXAMINE_DECIDE: "受理、审查、决定由三个人办",
}

FLAGS = {
    Mark.CONFIRMED: "",
    Mark.SECONDARY: "",
    Mark.GENERAL: "待核对",
    Mark.DESIGN: "待核对",
    Mark.PLAUSIBLE: "示例",
    Mark.UNKNOWN: "待梳理",
}

FLAG_HINTS = {
    "示例": "这是演示用的数字，不是市场监管部门公布的。",
    "待核对": "按通常做法写的，还没有和原文核对。",
    "待梳理": "这一项还没有逐项梳理。",
}


def flag(mark: Mark) -> str:
    """The word shown beside a value that is not sure: 示例, 待核对, 待梳理, or nothing."""
    return FLAGS[mark]


def term_words(value: int, unit: str) -> str:
    """A limit as people say it: 当场, 半个工作日, 5个工作日, 3个月."""
    return str(Term(value, Unit(unit)))


def limit_words(limit: Limit | None, *, none: str = "法律没有规定期限") -> str:
    """A limit of an edition in words, with its extension where the law knows one."""
    if limit is None:
        return none
    words = term_words(limit.value, limit.unit)
    if limit.extension_value:
        words += f"，复杂的可延长{term_words(limit.extension_value, limit.extension_unit)}"
    return words


def as_term(limit: Limit) -> Term:
    """The limit as the clock counts it."""
    return Term(limit.value, Unit(limit.unit), limit.basis)


def is_longer(one: Limit, other: Limit) -> bool:
    """Whether ``one`` gives the authority more time than ``other``."""
    return not keeps_within(as_term(one), as_term(other))
