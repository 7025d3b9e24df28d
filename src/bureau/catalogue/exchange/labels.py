"""The values of elements as keepers read and write them in a cell."""

from bureau.workdays.rules import Unit

MARKS = {
    "confirmed": "读过原文",
    "secondary": "转引",
    "general": "通常做法",
    "design": "建议",
    "plausible": "示例",
    "unknown": "未知",
}
UNITS: dict[str, str] = {
    Unit.ON_THE_SPOT: "当场",
    Unit.WORKING_HOUR: "工作小时",
    Unit.SESSION: "半个工作日",
    Unit.WORKING_DAY: "工作日",
    Unit.NATURAL_DAY: "自然日",
    Unit.MONTH: "月",
    Unit.YEAR: "年",
}
STEP_KINDS = {
    "receive": "收件",
    "accept": "受理",
    "examine": "审查",
    "inspect": "核查",
    "decide": "决定",
    "certify": "制证",
    "deliver": "送达",
    "publish": "公示",
    "forward": "转报",
}
STEP_OWNERS = {
    "clerk": "窗口人员",
    "examiner": "审查人员",
    "inspector": "核查人员",
    "approver": "审批人员",
}
POINT_KINDS = {"formal": "形式审查", "substantive": "实质审查", "material": "材料标准"}
SYSTEMS = {"ours": "本系统", "province": "省平台", "other": "其他系统"}
FIELD_KINDS = {
    "text": "文字",
    "textarea": "多行文字",
    "number": "数字",
    "money": "金额",
    "area": "面积",
    "date": "日期",
    "choice": "单选",
    "choices": "多选",
    "yes_no": "是否",
    "address": "地址",
    "phone": "电话",
    "uscc": "统一社会信用代码",
    "person": "人员",
    "people": "多名人员",
    "rows": "多行表格",
    "declaration": "声明",
}
