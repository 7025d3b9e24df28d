"""What we may write to people: every kind of letter, its title, its word in the number."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """One kind of letter.

    ``word`` stands in the number and makes the counter: kinds with one word share one row
    of numbers. ``needs`` are the fields of ``data`` without which the letter may not go out,
    with the Chinese name a person would give them. ``forms`` gives title and word where the
    law names the same act differently for another procedure.
    """

    title: str
    word: str
    needs: Mapping[str, str]
    forms: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def title_and_word(self, procedure: str) -> tuple[str, str]:
        """The law's name of this letter under a procedure of the item."""
        return self.forms.get(procedure, (self.title, self.word))


_ABOUT = {"addressee": "称呼", "item": "事项", "case_number": "申请编号"}
_BASIS = {"basis": "依据"}
# Article 32 of the licensing law; the plan's 一次性讲清 adds procedure, materials, promise.
_SAID_ONCE = {
    **_ABOUT,
    "received_on": "收件日期",
    "points": "需要补正的内容",
    "steps": "办事程序",
    "materials": "所需材料",
    "promise": "承诺办结时限",
    **_BASIS,
}

KINDS: Mapping[str, Kind] = {
    "receipt": Kind("申请材料收件凭证", "收", {**_ABOUT, "received_on": "收件日期"}),
    "acceptance": Kind(
        "受理通知书",
        "受",
        {**_ABOUT, "accepted_on": "受理日期", "promise": "承诺办结时限", **_BASIS},
    ),
    "one_time_notice": Kind("一次性告知书", "补", {**_SAID_ONCE, "until": "最晚补正日期"}),
    "return_notice": Kind("退回并一次性告知书", "退", _SAID_ONCE),
    "not_needed": Kind(
        "不需要办理告知书",
        "免",
        {**_ABOUT, "received_on": "收件日期", "reason": "理由", **_BASIS},
    ),
    "not_ours": Kind(
        "不属于本机关职权告知书",
        "移",
        {**_ABOUT, "received_on": "收件日期", "competent": "主管机关", **_BASIS},
    ),
    "grant": Kind(
        "办理结果通知书",
        "办",
        {**_ABOUT, "decision": "决定", **_BASIS},
        {
            "licence": ("准予行政许可决定书", "准"),
            "registration": ("准予登记通知书", "登"),
            "filing": ("备案凭证", "备"),
        },
    ),
    "refusal": Kind(
        "不予办理决定书",
        "不办",
        {**_ABOUT, "decision": "决定", "points": "审查要点", **_BASIS},
        {
            "licence": ("不予行政许可决定书", "不准"),
            "registration": ("不予登记通知书", "不登"),
        },
    ),
    "delivery": Kind(
        "送达回证",
        "送",
        {"item": "事项", "case_number": "申请编号", "receiver": "受送达人", "items": "送达的文书"},
    ),
    "extension": Kind(
        "延长办理期限告知书",
        "延",
        {
            **_ABOUT,
            "reason": "理由",
            "length": "延长多久",
            "approved_by": "批准人",
            "new_due": "延长后的期限",
            **_BASIS,
        },
    ),
    "termination": Kind("终止办理决定书", "终", {**_ABOUT, "reason": "理由", **_BASIS}),
    "withdrawal": Kind("撤回申请确认书", "撤", {**_ABOUT, "requested_on": "提出撤回的日期"}),
    "sheet": Kind(
        "办事清单", "单", {"item": "事项", "promise": "承诺办结时限", "steps": "办事程序"}
    ),
    "licence": Kind(
        "证照（样式）",
        "证",
        {
            "title": "证照名称",
            "licence_number": "证照编号",
            "fields": "载明事项",
            "issued_on": "发证日期",
        },
    ),
}

# In these a point that names no article may not go out: nobody adds conditions of their own.
POINTS_NEED_BASIS = frozenset({"one_time_notice", "return_notice", "refusal"})
