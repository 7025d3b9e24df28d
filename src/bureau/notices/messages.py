"""The sentences we send: numbers, states and days; never a person's numbers or a link."""

from collections.abc import Mapping
from string import Formatter

from bureau.notices.rules import without_personal_numbers

TEXTS: Mapping[str, str] = {
    "received": "您的“{item}”申请已收到，编号 {number}。凭编号和查询码可以查进度。",
    "accepted": "您的“{item}”申请（{number}）已受理，{due}前办结。",
    "deemed_accepted": "您的“{item}”申请（{number}）自收到之日起视为受理，{due}前办结。",
    "correction": "您的“{item}”申请（{number}）有材料要补正，请在{until}前补齐。详见一次性告知书。",
    "returned": "您的“{item}”申请（{number}）已退回，改好可以重新提交。要改的地方详见告知书。",
    "not_needed": "您的“{item}”申请（{number}）依法不需要办理，原因见告知书。",
    "not_ours": "您的“{item}”申请（{number}）不归我们办，应向{competent}提出，详见告知书。",
    "granted": "您的“{item}”申请（{number}）已办好：{result}。{collect}",
    "refused": "您的“{item}”申请（{number}）没有获得批准，理由和不服怎么办见决定书。",
    "extended": "您的“{item}”申请（{number}）办理期限延长到{due}，理由见告知书。",
    "paused": "您的“{item}”申请（{number}）因{ground}暂停计时，预计{until}恢复。",
    "terminated": "您的“{item}”申请（{number}）已终止办理，理由见决定书。",
    "withdrawn": "您的“{item}”申请（{number}）已按您的要求撤回。",
    "debt_due": "您的“{item}”申请（{number}）还有后补材料，请在{until}前补交。",
    "delivered": "您的“{item}”申请（{number}）的结果已送达。",
    "rate": "“{item}”（{number}）办得怎么样？请您评一评，不评也没关系。评价码 {code}。",
    "appointment": "您已预约{hall}{slot}，到场报预约码 {code}。不能来请提前取消。",
    "code": "验证码 {code},{minutes} 分钟内有效。工作人员不会向您要验证码。",
}


def fields_of(template: str) -> frozenset[str]:
    """The blanks a text has."""
    return frozenset(name for _, name, _, _ in Formatter().parse(TEXTS[template]) if name)


def text_of(template: str, params: Mapping[str, str], *, trial: bool) -> str:
    """The sentence as it goes out; in a trial it says so."""
    said = without_personal_numbers(TEXTS[template].format_map(dict(params)))
    return f"【示例】{said}" if trial else said


SECRET = "code"
"""What opens something; it is forgotten once the message has gone out."""


def without_secrets(params: Mapping[str, str]) -> dict[str, str]:
    """What may be kept of a message that was sent."""
    return {name: "" if name == SECRET else value for name, value in params.items()}
