"""Letters and their data, as the rooms above would have them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bureau.audit.actors import Actor
from bureau.notices import operations
from bureau.notices.sender import Sender

NOON = datetime(2026, 3, 11, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CLERK = Actor(id="7", name="赵琳", post="窗口人员", office="城东所")
BUREAU = Sender(
    code="11430100MB0000001A",
    name="明州市市场监督管理局",
    short="明市监",
    phone="0999-12315",
    appeal_to="明州市人民政府",
    court="明州市城东区人民法院",
)
MATERIALS = [
    {"name": "食品经营许可申请书", "form": "原件", "copies": "1", "note": "窗口可以代打印"},
    {"name": "从业人员健康证明", "form": "复印件", "copies": "1", "note": "已共享，免交"},
]
POINTS = [
    {
        "material": "经营场所布局图",
        "problem": "没有标出清洗水池",
        "fix": "在图上标出水池的位置和尺寸",
        "text": "食品处理区布局合理",
        "finding": "生熟共用一个操作台",
        "basis": "《食品经营许可审查通则》第二十一条",
    }
]
# Everything any kind of letter can say; each takes what it knows.
EVERYTHING: dict[str, Any] = {
    "addressee": "李小红",
    "item": "食品经营许可（新办）",
    "case_number": "430102260311000127",
    "received_on": "2026年3月11日10时5分",
    "accepted_on": "2026年3月11日",
    "requested_on": "2026年3月12日",
    "basis": ["《中华人民共和国行政许可法》第三十二条第一款第（四）项"],
    "materials": MATERIALS,
    "points": POINTS,
    "promise": "受理后5个工作日，2026年3月18日17:30前",
    "statutory": "2026年3月25日",
    "until": "2026年4月10日24:00前",
    "where": "可以网上补交、邮寄，也可以交到任何一个窗口，不用重新取号。",
    "place": "城东区政务大厅3号窗口",
    "clerk": "赵琳",
    "next": ["材料审查：2个工作日", "决定：3个工作日"],
    "owed": [{"name": "健康证明", "by": "3月23日（周一）17:30"}],
    "excluded": ["检验、检测所需时间，已另行书面告知"],
    "reason": "仅销售预包装食品的，不需要取得许可。",
    "advice": ["办理仅销售预包装食品备案"],
    "competent": {"name": "明州市卫生健康委员会", "address": "人民路1号", "phone": "0999-1234567"},
    "decision": "经审查，你的申请符合法定条件、标准，决定准予行政许可。",
    "content": [["经营者名称", "湘味坊小吃店"], ["主体业态", "餐饮服务经营者"]],
    "collect": "可以到窗口自取，也可以邮寄。",
    "duties": ["请在显著位置悬挂许可证"],
    "receiver": "李小红",
    "method": "直接送达",
    "items": [{"name": "食品经营许可证", "number": "JY24301020000001", "copies": "1"}],
    "note": "无",
    "length": "5个工作日",
    "approved_by": "本机关负责人",
    "old_due": "2026年3月18日",
    "new_due": "2026年3月25日",
    "returned": ["申请书1份"],
    "fee": "0 元",
    "visits": "0 次",
    "steps": [
        {"name": "受理", "what": "核对材料", "limit": "1小时"},
        {"name": "审查", "limit": "2个工作日"},
        {"name": "作出决定并送达"},
    ],
    "halls": [
        {
            "name": "城东区政务服务大厅",
            "address": "人民路1号",
            "hours": "9:00—12:00 13:00—17:00",
            "phone": "0999-7000000",
        }
    ],
    "answers": ["只卖预包装食品：否"],
    "title": "食品经营许可证",
    "licence_number": "JY24301020000001",
    "fields": [["经营者名称", "湘味坊小吃店"], ["有效期至", "2031年3月10日"]],
    "issued_on": "2026年3月11日",
}


def a_letter(kind: str = "one_time_notice", **changed: Any) -> str:
    """The uid of a letter that was written; ``changed`` replaces parts of what it says."""
    words = {name: changed.pop(name) for name in list(changed) if name in EVERYTHING}
    return operations.draft_letter(
        kind,
        **{
            "authority": BUREAU,
            "data": {**EVERYTHING, **words},
            "object_kind": "application",
            "object_id": "430102260311000127",
            "by": CLERK,
            "at": NOON,
            **changed,
        },
    )
