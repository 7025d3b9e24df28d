"""The words of this room, as the law and the window use them."""

from django.db.models import TextChoices


class Level(TextChoices):
    """The three levels of a city's market supervision."""

    CITY = "市", "市级"
    COUNTY = "县", "县级"
    TOWNSHIP = "乡", "乡级"


class OfficeKind(TextChoices):
    """What a node of the tree of offices is."""

    BUREAU = "bureau", "市局"
    DEPARTMENT = "department", "科室"
    SUBORDINATE_BODY = "subordinate_body", "直属单位"
    COUNTY_BUREAU = "county_bureau", "县级局"
    TOWNSHIP_OFFICE = "township_office", "监管所"


class WindowKind(TextChoices):
    """What a window is for. A comprehensive one takes every item of its hall (一窗通办)."""

    COMPREHENSIVE = "comprehensive", "综合窗口"
    DELIVERY = "delivery", "出件窗口"
    GUIDANCE = "guidance", "咨询导办"
    PRIORITY = "priority", "绿色通道"
    TROUBLE = "trouble", "办不成事反映窗口"


class Role(TextChoices):
    """What a post is for. A role opens pages; an act in law needs a competence besides."""

    CLERK = "clerk", "窗口人员"
    GUIDE = "guide", "导办员"
    INSPECTOR = "inspector", "核查人员"
    EXAMINER = "examiner", "审查人员"
    APPROVER = "approver", "审批人员"
    HEAD = "head", "单位负责人"
    ITEM_KEEPER = "item_keeper", "事项管理员"
    PUBLISHER = "publisher", "发布复核人"
    LEGAL = "legal", "法制审核人员"
    REVIEW_OFFICER = "review_officer", "好差评专员"
    HALL_MANAGER = "hall_manager", "大厅负责人"
    SUPERVISOR = "supervisor", "督查人员"
    STATISTICS = "statistics", "统计人员"
    DISCIPLINE = "discipline", "纪检人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    DEVICE = "device", "设备"


class Act(TextChoices):
    """What somebody may be competent for. Finer acts of a case belong to one of these."""

    RECEIVE = "receive", "收件"
    ACCEPT = "accept", "受理"
    EXAMINE = "examine", "审查"
    INSPECT = "inspect", "现场核查"
    DECIDE = "decide", "决定"
    EXTEND = "extend", "延长期限"
    SUSPEND = "suspend", "中止计时"
    DELIVER = "deliver", "送达"
    KEEP = "keep", "编制事项"
    PUBLISH = "publish", "发布事项"
    COUNTERSIGN = "countersign", "复核签字"
