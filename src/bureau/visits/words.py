"""The words of the queue."""

from django.db.models import TextChoices


class VisitKind(TextChoices):
    """How somebody comes. An appointment is never required."""

    WALK_IN = "walk_in", "现场取号"
    APPOINTMENT = "appointment", "预约"
    PHONE = "phone", "电话"
    HOME = "home", "上门"


class Series(TextChoices):
    """The letter of a ticket. A ticket is for the hall, never for a department or an item."""

    GENERAL = "A", "综合业务"
    GREEN = "L", "绿色通道"
    BOOKED = "Y", "预约"


class Need(TextChoices):
    """Why somebody goes first; told by them or seen, no proof is kept."""

    ELDERLY = "elderly", "老年人"
    DISABLED = "disabled", "残疾人"
    PREGNANT = "pregnant", "孕妇"
    INFANT = "infant", "携带婴幼儿"
    SERVICE = "service", "军人等优抚对象"
    ILL = "ill", "病患"
    OTHER = "other", "其他需要照顾"


class Outcome(TextChoices):
    """Where an interaction ends. Every called ticket ends in one of these."""

    CASE = "case", "已收件"
    ANSWER = "answer", "已答复"
    HANDOVER = "handover", "已移交"
    SHEET = "sheet", "已给告知单"
    LEFT = "left", "已离开"


class Leaving(TextChoices):
    """Why somebody left without being served to the end."""

    NO_SHOW = "no_show", "叫号三次未到"
    GAVE_UP = "gave_up", "自行离开"
    NOT_CALLED = "not_called", "下班前没有叫到"
    NOT_ARRIVED = "not_arrived", "预约未到"


class DeviceKind(TextChoices):
    """An unattended device of a hall."""

    KIOSK = "kiosk", "取号机"
    BOARD = "board", "叫号屏"
    PAD = "pad", "评价器"
