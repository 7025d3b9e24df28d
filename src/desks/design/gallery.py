"""Examples for the gallery page; every name and number in it is made up."""

from typing import Any

from bureau.catalogue.elements import FormField, Option, When
from desks.design import formats
from desks.design.forms import build_form
from desks.design.pieces import (
    Act,
    Call,
    DiffRow,
    Event,
    Indicator,
    MaterialRow,
    PointRow,
    Step,
    TableRow,
)
from desks.design.rulers import Hold, Light, Ruler, indicator_ruler, term_ruler

COLOURS = (
    ("ink-900 正文", "#14232b", "16.1"),
    ("ink-700", "#33454e", "10.0"),
    ("ink-500 次要", "#55656d", "6.1"),
    ("line-strong 控件边", "#76868d", "3.8"),
    ("line 分隔", "#dbe1e1", "装饰"),
    ("paper 底", "#f4f6f5", "底"),
    ("brand-900 导轨", "#0a2f3a", "14.2"),
    ("brand-800 头区", "#0c3f4d", "11.5"),
    ("brand-600 主按钮", "#0f6076", "7.1"),
    ("brand-500 图形", "#1c7c94", "4.8"),
    ("brand-50 选中底", "#eef6f7", "底"),
    ("gold-500 承诺刻度", "#b9812a", "3.4"),
    ("gold-300 焦点", "#f3c34f", "配深边"),
    ("ok 绿", "#14633d", "7.3"),
    ("warn 黄（字）", "#744a00", "7.7"),
    ("over 橙（过承诺）", "#8a3300", "8.2"),
    ("bad 红", "#9e221a", "7.8"),
    ("hold 停表", "#43536a", "7.8"),
)
LIGHTS = (
    ("绿", "承诺剩余多于 1 个工作日"),
    ("黄", "承诺剩余不多于 1 个工作日（0.5 日事项：1 个办公小时）"),
    ("橙", "过了承诺，没过法定"),
    ("红", "过了法定，或五日告知逾期"),
    ("灰斜纹", "法定停表，写明起止和事由"),
)
FIELDS = (
    FormField(key="name", label="名称", hint="和执照上一样", prefill="party.name"),
    FormField(key="code", label="统一社会信用代码", kind="uscc"),
    FormField(key="mobile", label="手机号", kind="phone", hint="用来收受理通知，不作别的用"),
    FormField(key="area", label="使用面积", kind="area"),
    FormField(key="opened", label="开业日期", kind="date", required=False),
    FormField(key="address", label="经营场所", kind="address"),
    FormField(
        key="form",
        label="主体业态",
        kind="choice",
        options=(
            Option(key="catering", label="餐饮服务", hint="小吃、饭馆、奶茶"),
            Option(key="sale", label="食品销售", hint="超市、便利店"),
            Option(key="canteen", label="单位食堂", hint="学校、工地、企业"),
        ),
    ),
    FormField(
        key="dishes",
        label="经营项目",
        kind="choices",
        options=(
            Option(key="hot", label="热食类"),
            Option(key="cold", label="冷食类"),
            Option(key="drinks", label="自制饮品"),
        ),
        when=When(answers={"form": ("catering", "canteen")}),
    ),
    FormField(key="open-kitchen", label="是否明厨亮灶", kind="yes_no", required=False),
    FormField(key="manager", label="食品安全管理员", kind="person"),
    FormField(
        key="devices",
        label="设施设备",
        kind="rows",
        required=False,
        columns=(
            FormField(key="name", label="名称"),
            FormField(key="number", label="数量", kind="number", unit="台"),
        ),
    ),
    FormField(key="words", label="补充说明", kind="textarea", required=False),
    FormField(key="true", label="我填的都是真的。", kind="declaration"),
)
TYPED_WRONG = {
    "name": "示例小吃店",
    "code": "92430702MA4L0000OH",
    "mobile": "１３９ ０７３６ ２２１８",
    "area": "四十二",
    "address": "示例市示例路 1 号",
    "form": "catering",
    "manager__name": "周示例",
    "manager__id_kind": "id_card",
    "manager__id_number": "43070219900101",
    "devices__count": "1",
    "devices__0__name": "冷藏柜",
    "devices__0__number": "2",
}


def _case_ruler(
    light: Light, used: float, now: str, label: str, holds: tuple[Hold, ...] = ()
) -> Ruler:
    return term_ruler(
        used=used,
        promise=5,
        legal=10,
        light=light,
        promise_text="承诺 3-27" if holds else "承诺 3-23",
        legal_text="法定 4-3" if holds else "法定 3-30",
        now=now,
        holds=holds,
        label=label,
    )


RULERS = (
    ("正常（绿）", _case_ruler("ok", 2, "第 2 天", "已用 2 天，承诺第 5 天，法定第 10 天")),
    ("临期（黄）", _case_ruler("warn", 4.5, "第 5 天", "已用 4 天半，承诺第 5 天")),
    ("超承诺（橙）", _case_ruler("over", 7, "第 7 天", "已用 7 天，过承诺 2 天")),
    ("超法定（红）", _case_ruler("bad", 11, "第 11 天", "已用满 10 天，超法定 1 天")),
    (
        "停表",
        _case_ruler(
            "ok", 2, "", "用 2 天后停表 4 天，时限顺延", (Hold(2, 6, "停表 4 天（检验）"),)
        ),
    ),
    (
        "指标",
        indicator_ruler(
            value=86.2,
            target=85,
            low=50,
            high=100,
            light="ok",
            text="目标 85%",
            label="86.2%，目标 85%",
        ),
    ),
)
EVENTS = (
    Event("已受理", "done", "3 月 16 日 10:12", words="示例窗口 08 号"),
    Event("等您补交", "warn", "3 月 19 日前"),
    Event("审查中"),
    Event("作出决定", "wait"),
)
STEPS = (
    Step("选情形", "done"),
    Step("交材料", "now", "3 件要您处理"),
    Step("核对并提交"),
)
MATERIALS = (
    MaterialRow(1, "营业执照", "免交", "ok", words="系统里已有，不用再交"),
    MaterialRow(2, "经营场所平面图", "要上传", icon="upload", words="手画也行", url="#", action=""),
    MaterialRow(
        3, "健康证明", "要重传", "bad", error="已过期（2025-12-01）。请换新的，或选“先受理后补”。"
    ),
)
POINTS = (
    PointRow("R08", "生熟分开", "通过", "ok", "circle-check", ("文", "图")),
    PointRow("R09", "健康证明", "未判", forms=("文", "表"), url="#"),
)
OPEN_POINT = PointRow("R07", "后厨与就餐面积比例", "未判", forms=("文", "表", "图"), open=True)
TABLE_COLUMNS = ("经营场所面积", "后厨 ÷ 就餐 要求", "结论")
TABLE_ROWS = (
    TableRow(1, ("≤ 50 ㎡", "后厨 ≥ 8 ㎡", "符合"), fired=True),
    TableRow(2, ("50–150 ㎡", "≥ 1 : 2.5", "不适用")),
)
CALL = Call(
    ticket="L012",
    who="周示例",
    lane="绿色通道 · 72 岁",
    since="已办 06:12",
    words="帮办员已到位 · 请放慢语速、念给老人听",
    acts=(
        Act("recall", "重呼", "F3"),
        Act("pass", "过号", "F4"),
        Act("pause", "暂停", "F6", off="手上还有一位，办完才能暂停"),
        Act("next", "办完，叫下一位", "F2", main=True),
    ),
)
DIFFS = (
    DiffRow("承诺时限", "7 个工作日", "5 个工作日"),
    DiffRow("收费", "0 元", "0 元"),
    DiffRow("告知承诺", "", "可以"),
)
INDICATORS = (
    Indicator(
        "企业开办平均用时",
        "0.42",
        "个工作日",
        "ok",
        "达标",
        ruler=indicator_ruler(
            value=0.42,
            target=0.5,
            low=0,
            high=1,
            light="ok",
            text="承诺 ≤ 0.5",
            label="企业开办平均用时 0.42 个工作日，承诺不多于 0.5",
        ),
    ),
    Indicator(
        "差评整改率",
        "94.7",
        "%",
        "warn",
        "差 1 件，正在改",
        ruler=indicator_ruler(
            value=94.7,
            target=100,
            low=50,
            high=100,
            light="warn",
            text="承诺 100%",
            label="差评整改率 94.7%，承诺 100%",
        ),
    ),
    Indicator("审批提速", "尚无数据", words="还没有办结的件"),
)
TO_JUDGE = (
    ("m1", "申请书", "签名与身份证一致"),
    ("m2", "经营场所平面图", "标出灶台、洗碗、厕所"),
    ("m3", "从业人员健康证明", "每名从业人员 1 份"),
)
GRADES = (
    ("1", "非常不满意", "mood-cry"),
    ("2", "不满意", "mood-sad"),
    ("3", "基本满意", "mood-neutral"),
    ("4", "满意", "mood-smile"),
    ("5", "非常满意", "mood-happy"),
)


CHART_ROWS = (("11 月", "0.61"), ("12 月", "0.55"), ("1 月", "0.48"), ("2 月", "0.42"))
CHART_OPTION: dict[str, Any] = {
    "grid": {"left": 36, "right": 12, "top": 12, "bottom": 26},
    "xAxis": {"type": "category", "data": [month for month, _ in CHART_ROWS]},
    "yAxis": {"type": "value"},
    "tooltip": {"trigger": "axis"},
    "series": [{"type": "line", "data": [float(value) for _, value in CHART_ROWS]}],
}


def examples() -> dict[str, Any]:
    """Everything the gallery page places."""
    made = build_form(FIELDS)
    return {
        "colours": COLOURS,
        "lights": LIGHTS,
        "rulers": RULERS,
        "events": EVENTS,
        "steps": STEPS,
        "materials": MATERIALS,
        "points": POINTS,
        "open_point": OPEN_POINT,
        "table_columns": TABLE_COLUMNS,
        "table_rows": TABLE_ROWS,
        "call": CALL,
        "diffs": DIFFS,
        "indicators": INDICATORS,
        "grades": GRADES,
        "to_judge": TO_JUDGE,
        "chart_option": CHART_OPTION,
        "chart_columns": ("月份", "工作日"),
        "chart_rows": CHART_ROWS,
        "facts": (
            ("承诺办结", "5", "个工作日"),
            ("法律规定最长", "10", "个工作日"),
            ("要跑现场", "0", "次"),
            ("收费", "0", "元"),
        ),
        "pairs": (
            ("证件号码", formats.mask_id("11010519491231002X")),
            ("手机", formats.mask_phone("13907362218")),
        ),
        "judgements": (
            ("held", "已核验", "ok"),
            ("missing", "缺", "bad"),
            ("owed", "可容缺", "warn"),
        ),
        "picks": (
            ("promise", "签告知承诺书", "不用交这份材料"),
            ("upload", "上传制度文件", "承诺 5 个工作日"),
        ),
        "course": (0.61, 0.59, 0.56, 0.55, 0.52, 0.5, 0.49, 0.48, 0.46, 0.45, 0.45, 0.42),
        "form": made(TYPED_WRONG),
    }
