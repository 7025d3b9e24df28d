"""The words for how an application came in; recorded at submission and never changed."""

from enum import StrEnum


class Channel(StrEnum):
    WEB = "web"
    MOBILE = "mobile"
    KIOSK = "kiosk"
    WINDOW = "window"
    PHONE = "phone"
    POST = "post"
    PARTNER = "partner"

    @property
    def label(self) -> str:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.WEB: "网上",
    Channel.MOBILE: "手机",
    Channel.KIOSK: "自助机",
    Channel.WINDOW: "窗口",
    Channel.PHONE: "电话",
    Channel.POST: "邮寄",
    Channel.PARTNER: "部门推送",
}


class TypedBy(StrEnum):
    APPLICANT = "applicant"
    AGENT = "agent"
    STAFF = "staff"
    HELPER = "helper"


class Device(StrEnum):
    OWN = "own"
    HALL = "hall"


class Confirmation(StrEnum):
    """How the applicant confirmed what was written down."""

    ONLINE = "online"
    SIGNATURE = "signature"
    READ_ALOUD = "read_aloud"  # 口述代录: read aloud and confirmed


class DeliveryWish(StrEnum):
    PICK_UP = "pick_up"
    POST = "post"
    ELECTRONIC = "electronic"


class Verdict(StrEnum):
    """What the clerk found of one material."""

    UNJUDGED = "unjudged"
    GOOD = "good"
    MISSING = "missing"
    DEFECTIVE = "defective"


class MaterialState(StrEnum):
    """How a material stands to the applicant."""

    UPLOADED = "uploaded"
    PAPER = "paper"
    HELD = "held"  # already held or shared: 免交
    GENERATED = "generated"
    WAIVED = "waived"
    ABSENT = "absent"


ONLINE_CHANNELS = frozenset({Channel.WEB, Channel.MOBILE, Channel.KIOSK})
ONLINE_HANDS = frozenset({TypedBy.APPLICANT, TypedBy.AGENT})


def is_online(channel: Channel, typed_by: TypedBy) -> bool:
    """*Online* = web, mobile or kiosk **and** typed by the applicant or the agent (K5, K8)."""
    return channel in ONLINE_CHANNELS and typed_by in ONLINE_HANDS
