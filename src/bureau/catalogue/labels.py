"""What the elements of an edition and their fields are called, and their values in words."""

from collections.abc import Mapping
from typing import Any

from bureau.catalogue.elements import (
    Basis,
    Condition,
    EditionContent,
    Element,
    Faq,
    Fee,
    Form,
    FormField,
    Limit,
    Mark,
    Material,
    Option,
    Point,
    PointTable,
    Procedure,
    Question,
    Reform,
    Result,
    Section,
    Separation,
    Stage,
    Step,
    When,
)
from bureau.catalogue.numerals import article_words
from bureau.catalogue.words import PROCEDURES, SEPARATIONS, STAGES, limit_words

PLACES: Mapping[str, str] = {
    "about": "基本信息",
    "statutory_limit": "法定时限",
    "promised_limit": "承诺时限",
    "handling": "怎么办",
    "conditions": "条件",
    "questions": "情形",
    "materials": "材料",
    "forms": "表单",
    "sections": "分节",
    "fields": "栏目",
    "columns": "列",
    "steps": "环节",
    "points": "审核要点",
    "fees": "收费项目",
    "bases": "依据",
    "faq": "常见问题",
    "charging": "收不收费",
    "result": "审批结果",
    "reform": "证照分离",
    "rights": "权利和义务",
}

MARKS: Mapping[Mark, str] = {
    Mark.CONFIRMED: "读过原文或者已核实",
    Mark.SECONDARY: "转引",
    Mark.GENERAL: "通常做法，待核对",
    Mark.DESIGN: "建议，待核对",
    Mark.PLAUSIBLE: "示例，公布前要核实",
    Mark.UNKNOWN: "还不知道",
}

_COMMON = {
    "key": "键",
    "text": "内容",
    "name": "名称",
    "basis": "依据",
    "mark": "把握",
    "when": "什么情形",
}

LABELS: Mapping[type[Element], Mapping[str, str]] = {
    EditionContent: {
        "name": "事项名称",
        "name_en": "英文名称",
        "summary": "一句话说明",
        "plain_words": "群众怎么说",
        "procedure": "程序",
        "stage": "阶段",
        "item_type": "事项类型",
        "catalogue_code": "基本编码",
        "handling_item_code": "业务办理项编码",
        "code_mark": "编码的把握",
        "levels": "行使层级",
        "service_objects": "服务对象",
        "system_of_record": "在哪个系统办",
        "how_and_where": "怎么办、在哪办",
        "notes": "备注",
        "written_out": "已逐项写全",
        "handling": "办件类型",
        "statutory_limit": "法定时限",
        "promised_limit": "承诺时限",
        "supplement_days": "补正期限（自然日）",
        "separation": "谁可以合并环节",
        "on_the_spot": "可以当场办结",
        "online": "可以网上申请",
        "online_depth": "网上办理深度",
        "visits": "到现场次数",
        "visits_reason": "必须到现场的原因",
        "visits_mark": "到现场次数的把握",
        "tolerance_allowed": "允许容缺",
        "tolerance_reason": "容缺的理由",
        "tolerance_mark": "容缺的把握",
        "excluded_time": "不计入时限的情形",
        "fee_free": "不收费",
        "fee_note": "收费说明",
        "fee_mark": "收费的把握",
        "result": "审批结果",
        "reform": "证照分离",
        "rights": "权利和义务",
    },
    Basis: {"document": "文件", "article": "条款", "mark": "把握"},
    Limit: {
        "value": "数值",
        "unit": "单位",
        "basis": "依据",
        "mark": "把握",
        "extension_value": "可以延长",
        "extension_unit": "延长的单位",
    },
    Condition: {**_COMMON, "forbids": "有这种情形不予办理"},
    Question: {**_COMMON, "text": "问题", "hint": "提示", "options": "答案"},
    Option: {"key": "键", "label": "文字", "hint": "提示"},
    Material: {
        **_COMMON,
        "form": "形式",
        "copies": "份数",
        "source": "来源渠道",
        "provider": "核发或者共享的部门",
        "necessary": "必要",
        "situation": "情形的说明",
        "shareable": "能共享取得，不向申请人要",
        "generated": "由系统按表单生成",
        "tolerable": "可以容缺",
        "promisable": "可以用承诺代替",
        "standard": "受理标准",
        "filling": "填报须知",
        "blank_form": "空白表",
        "note": "备注",
    },
    Form: {**_COMMON, "sections": "分节", "declaration": "声明", "source": "出处"},
    Section: {"key": "键", "title": "标题", "fields": "栏目", "note": "说明"},
    FormField: {
        **_COMMON,
        "label": "栏目名称",
        "kind": "填什么",
        "required": "必填",
        "hint": "提示",
        "unit": "单位",
        "max_length": "最多字数",
        "options": "选项",
        "columns": "列",
        "prefill": "自动带出",
        "example": "样表上的填法",
        "personal": "个人信息，加密保存",
    },
    Step: {
        **_COMMON,
        "kind": "环节种类",
        "text": "做什么",
        "limit": "时限",
        "by": "谁来办",
        "special": "特别程序",
    },
    Point: {
        **_COMMON,
        "kind": "种类",
        "text": "要点",
        "material": "看哪件材料",
        "table": "判定表",
        "picture": "图",
        "note": "易错",
        "defect": "告知时怎么说",
        "mend": "怎么改",
        "quantified": "已量化",
    },
    Fee: {"name": "收费项目", "standard": "标准", "basis": "依据"},
    Result: {
        **_COMMON,
        "kind": "结果类型",
        "validity": "有效期",
        "validity_value": "有效期数值",
        "validity_unit": "有效期单位",
        "number_rule": "编号规则",
        "face": "证上写什么",
        "before": "原来的证上写什么",
        "entry_name": "原证的名称",
        "founds": "由此产生新的主体",
        "renames": "主体随之改名",
        "ends": "同时结束的结果",
        "reissues": "换发的结果",
        "changes": "变更的结果",
        "renews": "延续的结果",
        "notes": "记载状态的结果",
        "note": "记载什么状态",
    },
    Reform: {"mode": "改革方式", "variants": "说明", "mark": "把握"},
    Faq: {"key": "键", "question": "问", "answer": "答"},
}


def place_words(place: str) -> str:
    """The name of the list or single value a place belongs to."""
    parts = place.split(".")
    return PLACES.get(parts[0] if len(parts) < 3 else parts[-2], "")


def title_of(value: Mapping[str, Any], *, place: str = "") -> str:
    """What an element is called among its siblings."""
    for name in ("name", "title", "label", "question", "text", "document", "mode"):
        if value.get(name):
            told = str(value[name])
            return told if len(told) <= 60 else f"{told[:58]}……"
    return place_words(place) or str(value.get("key", ""))


def in_words(value: object) -> str:
    """A value of an element as people read it."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mark):
        return MARKS[value]
    if isinstance(value, Procedure):
        return PROCEDURES[value]
    if isinstance(value, Stage):
        return STAGES[value]
    if isinstance(value, Separation):
        return SEPARATIONS[value]
    if isinstance(value, Element):
        return _element_words(value)
    if isinstance(value, tuple):
        between = "；" if any(isinstance(one, Element) for one in value) else "、"
        return between.join(in_words(one) for one in value)
    if isinstance(value, dict):
        return "；".join(f"{key}：{in_words(one)}" for key, one in value.items())
    return str(value)


def _element_words(value: Element) -> str:
    match value:
        case Limit():
            words = limit_words(value)
            return f"{words}（{value.basis}）" if value.basis else words
        case Basis():
            return f"《{value.document}》{article_words(value.article)}"
        case Option():
            return f"{value.label}（{value.key}）"
        case When():
            return "；".join(f"{key} 是 {'、'.join(said)}" for key, said in value.answers.items())
        case PointTable():
            return "\n".join("｜".join(row) for row in (value.header, *value.rows))
    return "；".join(f"{name}：{words}" for name, words in fields_in_words(value))


def fields_in_words(value: Element) -> list[tuple[str, str]]:
    """Every field of an element that says something, with its name."""
    labels = LABELS[type(value)]
    default = type(value).model_fields
    return [
        (labels.get(name, name), in_words(getattr(value, name)))
        for name, field in default.items()
        if name != "key"
        and getattr(value, name) != field.default
        and in_words(getattr(value, name))
    ]
