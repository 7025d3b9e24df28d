"""What stands in the frames: names, icons and places, by desk.

An entry whose address is not (yet) in the URLconf is left out, so a desk appears in the
frame by adding its page and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bureau.offices.words import Role


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """An entry before its address is known; the first name that resolves is taken."""

    key: str
    label: str
    icon: str
    names: tuple[str, ...]
    roles: frozenset[str] = frozenset()  # who has business there; empty is everybody


PORTAL = (
    Place("home", gettext_noop("首页"), "home", ("public:home",)),
    Place("guides", gettext_noop("办事指南"), "files", ("public:guides",)),
    Place("follow", gettext_noop("查进度"), "list-search", ("public:follow",)),
    Place("halls", gettext_noop("窗口地图"), "map-pin", ("public:halls",)),
    Place("ratings", gettext_noop("好差评"), "star", ("public:ratings",)),
)
TABBAR = (
    Place("home", gettext_noop("首页"), "home", ("public:home",)),
    Place("guides", gettext_noop("办事"), "files", ("public:guides",)),
    Place("follow", gettext_noop("进度"), "list-search", ("public:follow",)),
    Place("mine", gettext_noop("我的"), "user", ("public:mine",)),
)
HELP = (Place("halls", gettext_noop("找最近的窗口"), "map-pin", ("public:halls",)),)
WATCH = (
    Place("ratings", gettext_noop("评价一次服务"), "star", ("public:ratings",)),
    Place("verify", gettext_noop("核验文书真假"), "shield-check", ("public:verify",)),
    Place("roots", gettext_noop("留痕公示"), "history", ("public:roots",)),
)
ABOUT = (
    Place("plan", gettext_noop("方案落实"), "checklist", ("public:plan",)),
    Place("access", gettext_noop("无障碍说明"), "accessible", ("public:access",)),
    Place("privacy", gettext_noop("隐私说明"), "lock", ("public:privacy",)),
)
RAIL = (
    Place(
        "clerk",
        "窗口",
        "device-desktop",
        ("clerk:home",),
        frozenset({Role.CLERK, Role.GUIDE, Role.HALL_MANAGER}),
    ),
    Place(
        "reviewer",
        "审查",
        "scale",
        ("reviewer:home",),
        frozenset({Role.EXAMINER, Role.APPROVER, Role.INSPECTOR, Role.HEAD, Role.LEGAL}),
    ),
    Place(
        "steward",
        "事项",
        "files",
        ("steward:home",),
        frozenset({Role.ITEM_KEEPER, Role.PUBLISHER, Role.HEAD, Role.SUPERVISOR}),
    ),
    Place(
        "supervisor",
        "督查",
        "gauge",
        ("supervisor:home",),
        frozenset(
            {
                Role.SUPERVISOR,
                Role.STATISTICS,
                Role.REVIEW_OFFICER,
                Role.HEAD,
                Role.DISCIPLINE,
            }
        ),
    ),
    Place("hall", "大厅", "device-tv", ("hall:home",), frozenset({Role.HALL_MANAGER, Role.HEAD})),
)

# The box for finding, at the head of staff pages: where it leads, and what may be typed.
FIND = (
    Place(
        "clerk",
        "编号、姓名、信用代码",
        "search",
        ("clerk:find",),
        frozenset({Role.CLERK, Role.GUIDE, Role.HALL_MANAGER, Role.HEAD}),
    ),
    Place("reviewer", "办件编号", "search", ("reviewer:look",), RAIL[1].roles),
)


def address(*names: str) -> str:
    """The first of these names that the URLconf knows, or an empty string."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def entries(places: Iterable[Place], *, roles: frozenset[str] = frozenset()) -> tuple[Entry, ...]:
    """Those of ``places`` that have an address and are for these roles, in the reader's words."""
    found = (
        (place, address(*place.names))
        for place in places
        if not place.roles or not place.roles.isdisjoint(roles)
    )
    return tuple(Entry(p.key, _(p.label), p.icon, url) for p, url in found if url)
