"""The chapters of the printed guide, in the order of the national elements. Pure.

An empty chapter is not left out: it says that it is not worked out yet.
"""

from collections.abc import Iterable

from bureau.catalogue.elements import EditionContent
from bureau.guides.parts import (
    BasisLine,
    Chapter,
    ConditionLine,
    Fact,
    MaterialLine,
    Place,
    StepLine,
)

NOT_YET = "待梳理"
CHANNELS = (
    "网上：登录本系统填表、上传材料，随时可以提交。",
    "窗口：带材料到窗口，不用先预约，也不用先在网上提交。",
    "电话：打电话由工作人员代填，读给您听、您确认后提交。",
    "邮寄：把材料寄到窗口，收到后登记并告诉您。",
)
DELIVERY = ("窗口领取、邮寄或者网上下载，由您选；电子证照与纸质证照同样有效。",)
FOLLOWING = ("凭办件编号和查询码随时查进度，不用登录；办结后结果在同一页查看。",)
NOT_HERE = ("本系统不收这一事项的申请。",)


def chapters(
    content: EditionContent,
    *,
    place: Place | None,
    facts: Iterable[Fact],
    conditions: Iterable[ConditionLine],
    materials: Iterable[MaterialLine],
    steps: Iterable[StepLine],
    bases: Iterable[BasisLine],
    fees: Iterable[str],
) -> tuple[Chapter, ...]:
    """The twenty-one chapters; those a page draws as a block name it."""
    told = [
        ("scope", "适用范围", _scope(content), ""),
        ("kind", "事项审查类型", _kind(content), ""),
        ("bases", "设定依据", tuple(one.words for one in bases), "bases"),
        ("receiving", "受理机构", _named(place.office_name if place else ""), ""),
        ("deciding", "决定机构", _named(_deciding(place)), ""),
        ("quantity", "数量限制", ("没有列明数量限制。",), ""),
        ("conditions", "申请条件", _texts(conditions, forbids=False), "conditions"),
        ("forbidden", "禁止性要求", _texts(conditions, forbids=True) or ("没有列明。",), ""),
        ("materials", "申请材料", tuple(one.name for one in materials), "materials"),
        ("channels", "申请接收", CHANNELS if content.takes_cases() else NOT_HERE, ""),
        ("flow", "办理流程", tuple(one.name for one in steps), "flow"),
        ("ways", "办理方式", _ways(content), ""),
        ("limits", "办结时限", _limits(content, facts), "facts"),
        ("fees", "收费依据及标准", tuple(fees), ""),
        ("result", "审批结果", _result(content), ""),
        ("delivery", "结果送达", DELIVERY if content.takes_cases() else NOT_HERE, ""),
        ("rights", "申请人权利和义务", content.rights, ""),
        ("consult", "咨询途径", _phone(place.consult_phone if place else ""), ""),
        ("complain", "监督投诉渠道", _phone(place.complain_phone if place else ""), ""),
        ("halls", "办公地址和时间", _halls(place), "halls"),
        ("following", "进程和结果查询", FOLLOWING if content.takes_cases() else NOT_HERE, ""),
    ]
    return tuple(
        Chapter(
            number=number,
            key=key,
            title=title,
            lines=lines or ("还没有逐项梳理。",),
            block=block if lines else "",
            flag="" if lines else NOT_YET,
        )
        for number, (key, title, lines, block) in enumerate(told, start=1)
    )


def _scope(content: EditionContent) -> tuple[str, ...]:
    who = "、".join(content.service_objects)
    return tuple(one for one in (content.summary, f"适用对象：{who}。" if who else "") if one)


def _kind(content: EditionContent) -> tuple[str, ...]:
    if content.handling == "即办件":
        return ("即审即办（即办件）。",)
    return ("前审后批（承诺件）。",)


def _named(name: str) -> tuple[str, ...]:
    return (f"{name}。",) if name else ("由您选择的办理单位，见办公地址。",)


def _deciding(place: Place | None) -> str:
    if place is None:
        return ""
    return place.deciding_office or place.authority_name


def _texts(conditions: Iterable[ConditionLine], *, forbids: bool) -> tuple[str, ...]:
    return tuple(one.text for one in conditions if one.forbids is forbids)


def _ways(content: EditionContent) -> tuple[str, ...]:
    ways = []
    if content.how_and_where:
        ways.append(content.how_and_where)
    if content.on_the_spot:
        ways.append("材料齐全、符合法定形式的，可以当场办结。")
    if content.takes_cases() and not content.on_the_spot:
        ways.append("一般程序：收件、受理、审查、决定、送达。")
    if content.tolerance_allowed and any(one.tolerable for one in content.materials):
        ways.append("容缺受理：标明“可容缺”的材料可以先承诺、后补交，补交前不发证。")
    if any(one.promisable for one in content.materials):
        ways.append("告知承诺：标明“可承诺”的材料可以用承诺书代替，事后核查。")
    return tuple(ways)


def _limits(content: EditionContent, facts: Iterable[Fact]) -> tuple[str, ...]:
    lines = [f"{one.label}：{one.value}。" for one in facts if one.key in ("promise", "statutory")]
    if content.excluded_time:
        lines.append(f"不计入期限的时间：{'、'.join(content.excluded_time)}。")
    elif content.takes_cases():
        lines.append("没有不计入期限的时间；现场核查的时间算在期限内。")
    return tuple(lines)


def _result(content: EditionContent) -> tuple[str, ...]:
    if content.result is None:
        return ()
    validity = f"，有效期{content.result.validity}" if content.result.validity else ""
    return (f"{content.result.name}{validity}。",)


def _phone(number: str) -> tuple[str, ...]:
    return (f"电话：{number}。",) if number else ("见您选择的办理单位。",)


def _halls(place: Place | None) -> tuple[str, ...]:
    if place is None or not place.halls:
        return ("见办理地点列表。",)
    return tuple(f"{one.name}：{one.address}。{'；'.join(one.hours)}。" for one in place.halls)
