"""What is public by default, to take away."""

import csv
import io
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bureau.catalogue import queries as catalogue
from bureau.catalogue.queries import OpenItem
from bureau.workdays import clock
from desks.design import formats

HEADINGS = (
    "事项",
    "阶段",
    "类型",
    "办理方式",
    "基本编码",
    "行使层级",
    "服务对象",
    "法定时限",
    "承诺时限",
    "收费",
    "网上办理深度",
    "到现场次数",
    "版次",
    "启用日期",
    "办事指南",
    "说明",
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """The list of items as a table every office program opens."""
    now = clock.now()
    rows = [
        _row(one, guide=request.build_absolute_uri(reverse("public:guide", args=[one.key])))
        for one in catalogue.open_list(on=now.date())
    ]
    answer = HttpResponse(_table(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(now)}"'
    return answer


def _row(one: OpenItem, *, guide: str) -> list[str]:
    return [
        one.name,
        one.stage,
        one.item_type,
        one.procedure,
        one.catalogue_code,
        one.levels,
        one.objects,
        one.statutory,
        one.promised,
        one.fees,
        one.depth,
        str(one.visits),
        one.edition,
        formats.iso_day(one.valid_from),
        guide,
        "示例，不是正式发布的清单" if one.is_example else "",
    ]


def _table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    # Without the mark Excel takes the Chinese for another encoding.
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def _file_name(at: datetime) -> str:
    return f"items-{formats.iso_day(at.date())}.csv"
