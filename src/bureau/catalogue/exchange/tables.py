"""The sheets of a workbook: which table holds what, under which Chinese headers.

Every field of the elements stands here once; a test fails for one that is forgotten. The
words keepers use instead of ours are the ``aliases``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bureau.catalogue import elements
from bureau.catalogue.exchange import cells
from bureau.catalogue.exchange.cells import Kind
from bureau.catalogue.exchange.labels import (
    FIELD_KINDS,
    MARKS,
    POINT_KINDS,
    STEP_KINDS,
    STEP_OWNERS,
    SYSTEMS,
    UNITS,
)
from bureau.catalogue.words import PROCEDURES, SEPARATIONS, STAGES

_NOT_LETTERS = re.compile(r"[\s\W_]+")


def canonical(words: str) -> str:
    """A header as it is compared: no blanks, brackets or signs, one width."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", words)).lower()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its value belongs, its header, and how it is written."""

    path: str
    header: str
    kind: Kind = cells.WORDS
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    default: Any = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.header, *self.aliases)


ITEM = Column("item", "事项键", aliases=("事项标识", "键"))
NUMBER = Column("number", "版次", aliases=("事项版本", "版本", "版本号"))
FORM = Column("form", "表单键")
SECTION = Column("section", "分组键")
PARENT = Column("parent", "上级栏目")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``place`` is the list of the edition it fills; empty for the edition itself."""

    name: str
    place: str
    owners: tuple[Column, ...]
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()

    @property
    def every_column(self) -> tuple[Column, ...]:
        return (*self.owners, *self.columns)


def _columns(model: type[BaseModel], *columns: Column) -> tuple[Column, ...]:
    """The columns with the defaults of the model, so that a blank cell means the default."""
    return tuple(
        Column(one.path, one.header, one.kind, one.labels, one.aliases, default(model, one.path))
        for one in columns
    )


def default(model: type[BaseModel], path: str) -> Any:
    """What a field says when nobody says anything; ``None`` for what must be said."""
    first, _, rest = path.partition(".")
    if rest:
        return default(group_of(model, first), rest)
    found = model.model_fields[first]
    return None if found.is_required() else found.get_default(call_default_factory=True)


def group_of(model: type[BaseModel], name: str) -> type[BaseModel]:
    """The model of a field that is a group of values, like a limit or a basis."""
    annotation = model.model_fields[name].annotation
    arguments = getattr(annotation, "__args__", None) or (annotation,)
    return next(one for one in arguments if isinstance(one, type) and issubclass(one, BaseModel))


def _limit(path: str, words: str) -> tuple[Column, ...]:
    return (
        Column(f"{path}.value", f"{words}（数值）", cells.WHOLE, aliases=(words,)),
        Column(f"{path}.unit", f"{words}（单位）", labels=UNITS),
        Column(f"{path}.basis", f"{words}（依据）", aliases=(f"{words}说明",)),
        Column(f"{path}.mark", f"{words}（把握）", labels=MARKS),
        Column(f"{path}.extension_value", f"{words}（可延长）", cells.WHOLE),
        Column(f"{path}.extension_unit", f"{words}（延长单位）", labels=UNITS),
    )


def _basis(path: str = "basis.") -> tuple[Column, ...]:
    words = "依据" if path else ""
    return (
        Column(
            f"{path}document",
            f"{words}文件",
            aliases=("依据文件名称", "法律法规名称", "设定依据", "依据名称"),
        ),
        Column(f"{path}article", f"{words}条款", aliases=("条号", "条款号")),
        Column(f"{path}mark", f"{words}把握" if path else "把握", labels=MARKS),
    )


MARK = Column("mark", "把握", labels=MARKS)
WHEN = Column("when", "适用情形", cells.ANSWERS)
KEY = Column("key", "键")

ITEMS = Table(
    "事项",
    "",
    (ITEM, NUMBER),
    (
        Column("valid_from", "生效日", cells.DAY, aliases=("生效日期", "计划生效日期", "启用日")),
        Column("status", "状态", aliases=("事项状态",)),
        *_columns(
            elements.EditionContent,
            Column("name", "事项名称", aliases=("名称",)),
            Column("name_en", "英文名称"),
            Column("summary", "一句话说明", aliases=("说明",)),
            Column("procedure", "程序", labels={k.value: v for k, v in PROCEDURES.items()}),
            Column("stage", "阶段", labels={k.value: v for k, v in STAGES.items()}),
            Column("item_type", "事项类型", cells.CODE, aliases=("事项类型编码",)),
            Column("catalogue_code", "基本编码", cells.CODE, aliases=("事项编码", "目录编码")),
            Column(
                "handling_item_code",
                "业务办理项编码",
                cells.CODE,
                aliases=("业务办理项", "办理项编码"),
            ),
            Column("code_mark", "编码把握", labels=MARKS),
            Column("levels", "行使层级", cells.SEVERAL, aliases=("层级",)),
            Column("service_objects", "服务对象", cells.SEVERAL),
            Column("handling", "办件类型"),
            *_limit("statutory_limit", "法定时限"),
            *_limit("promised_limit", "承诺时限"),
            Column("supplement_days", "补正天数", cells.WHOLE),
            Column("separation", "分离", labels={k.value: v for k, v in SEPARATIONS.items()}),
            Column("on_the_spot", "可当场决定", cells.YES_NO),
            Column("online", "网上可办", cells.YES_NO, aliases=("是否网上办理", "是否网办")),
            Column("online_depth", "网办深度", aliases=("网上办理深度",)),
            Column("visits", "到现场次数", cells.WHOLE, aliases=("到办事现场次数",)),
            Column("visits_reason", "到现场原因", aliases=("必须现场办理原因",)),
            Column("visits_mark", "到现场次数把握", labels=MARKS),
            Column("system_of_record", "办件系统", labels=SYSTEMS),
            Column("how_and_where", "怎么办在哪办"),
            Column("tolerance_allowed", "允许容缺", cells.YES_NO),
            Column("tolerance_reason", "容缺说明"),
            Column("tolerance_mark", "容缺把握", labels=MARKS),
            Column("excluded_time", "不计时限的事由", cells.LINES),
            Column("fee_free", "不收费", cells.YES_NO),
            Column("fee_note", "收费说明"),
            Column("fee_mark", "收费把握", labels=MARKS),
            Column("result.key", "结果键"),
            Column("result.name", "结果名称", aliases=("审批结果名称",)),
            Column("result.kind", "结果类型", aliases=("审批结果类型",)),
            Column("result.validity", "结果有效期"),
            Column("result.validity_value", "有效期（数值）", cells.WHOLE),
            Column("result.validity_unit", "有效期（单位）", labels=UNITS),
            Column("result.number_rule", "结果编号规则"),
            Column("result.face", "结果证面", cells.PAIRS),
            Column("result.before", "结果原证面", cells.PAIRS),
            Column("result.entry_name", "结果原证名称"),
            Column("result.founds", "结果产生新主体", cells.YES_NO),
            Column("result.renames", "结果使主体改名", cells.YES_NO),
            Column("result.ends", "结果终止的事项", cells.SEVERAL),
            Column("result.reissues", "结果补发的事项", cells.SEVERAL),
            Column("result.changes", "结果变更的事项", cells.SEVERAL),
            Column("result.renews", "结果延续的事项", cells.SEVERAL),
            Column("result.notes", "结果记载的事项", cells.SEVERAL),
            Column("result.note", "结果记载的状态"),
            Column("result.mark", "结果把握", labels=MARKS),
            Column("reform.mode", "改革方式"),
            Column("reform.variants", "改革分情形"),
            Column("reform.mark", "改革把握", labels=MARKS),
            Column("rights", "权利和义务", cells.LINES),
            Column("plain_words", "口语词", cells.SEVERAL),
            Column("written_out", "已写全", cells.YES_NO),
            Column("notes", "备注"),
        ),
    ),
    aliases=("事项清单", "事项基本信息", "基本信息", "实施清单基本信息"),
)
_OF_EDITION = (ITEM, NUMBER)
BASES = Table(
    "设定依据",
    "bases",
    _OF_EDITION,
    _columns(elements.Basis, *_basis("")),
    aliases=("依据", "实施依据"),
)
CONDITIONS = Table(
    "条件",
    "conditions",
    _OF_EDITION,
    _columns(
        elements.Condition,
        KEY,
        Column("text", "条件", aliases=("受理条件", "条件内容", "申请条件")),
        *_basis(),
        MARK,
        Column("forbids", "有则不予批准", cells.YES_NO),
    ),
    aliases=("受理条件", "申请条件"),
)
QUESTIONS = Table(
    "情形",
    "questions",
    _OF_EDITION,
    _columns(
        elements.Question,
        KEY,
        Column("text", "问题"),
        Column("hint", "提示"),
        Column("options", "答案", cells.OPTIONS),
        WHEN,
    ),
    aliases=("办理情形",),
)
MATERIALS = Table(
    "材料",
    "materials",
    _OF_EDITION,
    _columns(
        elements.Material,
        KEY,
        Column("name", "材料名称", aliases=("名称",)),
        Column("form", "材料形式", aliases=("形式", "材料类型")),
        Column("copies", "份数", cells.WHOLE),
        Column("source", "来源", aliases=("来源渠道", "材料来源")),
        Column("provider", "提供部门", aliases=("核发部门",)),
        Column("necessary", "必要", cells.YES_NO, aliases=("是否必要", "材料必要性")),
        WHEN,
        Column("situation", "情形说明"),
        Column("shareable", "可共享", cells.YES_NO),
        Column("generated", "系统生成", cells.YES_NO),
        Column("tolerable", "可容缺", cells.YES_NO),
        Column("promisable", "可告知承诺", cells.YES_NO),
        Column("standard", "受理标准"),
        Column("filling", "填报须知"),
        Column("blank_form", "表单键"),
        *_basis(),
        Column("note", "备注"),
        MARK,
    ),
    aliases=("申请材料", "材料清单", "申请材料目录"),
)
FORMS = Table(
    "表单",
    "forms",
    _OF_EDITION,
    _columns(
        elements.Form,
        KEY,
        Column("name", "表单名称", aliases=("名称",)),
        Column("declaration", "声明"),
        Column("source", "来源"),
        MARK,
    ),
)
SECTIONS = Table(
    "表单分组",
    "forms.sections",
    (*_OF_EDITION, FORM),
    _columns(elements.Section, KEY, Column("title", "分组标题"), Column("note", "说明")),
)
FIELDS = Table(
    "表单栏目",
    "forms.sections.fields",
    (*_OF_EDITION, FORM, SECTION, PARENT),
    _columns(
        elements.FormField,
        KEY,
        Column("label", "栏目名称", aliases=("名称",)),
        Column("kind", "填写方式", labels=FIELD_KINDS),
        Column("required", "必填", cells.YES_NO),
        Column("hint", "提示"),
        Column("unit", "单位"),
        Column("max_length", "最多字数", cells.WHOLE),
        Column("options", "可选内容", cells.OPTIONS),
        WHEN,
        Column("prefill", "预填"),
        Column("example", "样例"),
        Column("personal", "个人信息", cells.YES_NO),
    ),
)
STEPS = Table(
    "环节",
    "steps",
    _OF_EDITION,
    _columns(
        elements.Step,
        KEY,
        Column("kind", "环节类型", labels=STEP_KINDS),
        Column("name", "环节名称", aliases=("名称",)),
        Column("text", "环节说明"),
        *_limit("limit", "环节时限"),
        Column("by", "办理人", labels=STEP_OWNERS),
        WHEN,
        Column("special", "特别程序", cells.YES_NO),
    ),
    aliases=("办理环节", "办理流程"),
)
POINTS = Table(
    "审核要点",
    "points",
    _OF_EDITION,
    _columns(
        elements.Point,
        KEY,
        Column("kind", "要点类型", labels=POINT_KINDS),
        Column("text", "要点", aliases=("审核要点", "要点内容")),
        Column("material", "对应材料"),
        WHEN,
        Column("table", "判定表", cells.TABLE),
        Column("picture", "图"),
        Column("note", "易错"),
        Column("defect", "告知用语"),
        Column("mend", "怎么改"),
        *_basis(),
        MARK,
        Column("quantified", "已量化", cells.YES_NO),
    ),
)
FEES = Table(
    "收费",
    "fees",
    _OF_EDITION,
    _columns(
        elements.Fee,
        Column("name", "收费项目", aliases=("收费项目名称",)),
        Column("standard", "收费标准"),
        *_basis(),
    ),
)
FAQ = Table(
    "常见问题",
    "faq",
    _OF_EDITION,
    _columns(elements.Faq, KEY, Column("question", "问题"), Column("answer", "回答")),
)
LAWS = Table(
    "法律",
    "laws",
    (),
    (
        Column("short_name", "简称", aliases=("法律简称",)),
        Column("title", "全称", default=""),
        Column("number", "文号", default=""),
        Column("kind", "效力级别", default=""),
        Column("valid_from", "施行日", cells.DAY, aliases=("施行日期",)),
        Column("valid_to", "失效日", cells.DAY),
    ),
    aliases=("法律法规",),
)
ARTICLES = Table(
    "条文",
    "laws.articles",
    (),
    (
        Column("law", "法律", aliases=("简称", "法律简称")),
        Column("article", "条", aliases=("条号",)),
        Column("text", "条文", default=""),
        Column("valid_from", "施行日", cells.DAY),
        Column("valid_to", "失效日", cells.DAY),
        Column("source", "来源", default=""),
        Column("mark", "把握", labels=MARKS, default=""),
    ),
)
LISTINGS = Table(
    "实施清单",
    "listings",
    (ITEM,),
    (
        Column("office_key", "单位键", cells.CODE, aliases=("单位", "机构")),
        Column("authority_code", "实施主体编码", cells.CODE, aliases=("统一社会信用代码",)),
        Column("valid_from", "起始日", cells.DAY),
        Column("halls", "大厅", cells.SEVERAL, default=()),
        Column("phones", "电话", cells.NAMED, default={}),
        Column("step_handlers", "环节承办单位", cells.NAMED, default={}),
        Column("promise_value", "本单位承诺（数值）", cells.WHOLE),
        Column("promise_unit", "本单位承诺（单位）", labels=UNITS, default=""),
        Column("waived", "免交材料", cells.SEVERAL, default=()),
    ),
)

OF_EDITIONS = (
    *(ITEMS, BASES, CONDITIONS, QUESTIONS, MATERIALS, FORMS, SECTIONS, FIELDS, STEPS, POINTS),
    *(FEES, FAQ),
)
TABLES = (*OF_EDITIONS, LAWS, ARTICLES, LISTINGS)
EXPLANATIONS = frozenset({"说明", "填表说明", "填报说明", "目录"})
"""Sheets that only explain: they are read by people."""
