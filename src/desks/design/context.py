"""The frame of every page: whose bureau, what time it is here, who is signed in, where to go."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bureau.offices import queries as offices
from bureau.offices.words import OfficeKind
from bureau.workdays import clock
from desks.design import formats, navigation
from desks.design.navigation import Entry

MODE_COOKIE = "mode"
ELDER = "elder"


def elder(request: HttpRequest) -> bool:
    """Whether this reader chose 长辈版; kept in a cookie, so the server draws it at once."""
    return request.COOKIES.get(MODE_COOKIE) == ELDER


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``frame`` for the base templates."""
    return {"frame": Frame(request, read_clock=clock.now)}


class Frame:
    """What base templates place. Only what a template really asks for is looked up.

    A desk may say more about its page on the request: ``request.place`` (hall and window) and
    ``request.duties`` (what ``offices.duties`` gave, so that it is not asked for twice).
    """

    def __init__(self, request: HttpRequest, *, read_clock: Callable[[], datetime]) -> None:
        self._request = request
        self._read_clock = read_clock
        self.trial: bool = settings.TRIAL
        self.mode = ELDER if elder(request) else "usual"
        self.place: str = getattr(request, "place", "")

    @cached_property
    def _now(self) -> datetime:
        return self._read_clock()

    @property
    def now(self) -> str:
        return formats.frame_clock(self._now)

    @property
    def today(self) -> str:
        return formats.frame_day(self._now)

    @property
    def hour(self) -> str:
        return formats.hour(self._now)

    @cached_property
    def bureau(self) -> str:
        """The name of the city's own authority; a general word before a city is loaded."""
        today = formats.local(self._now).date()
        bureaus = offices.offices(day=today, kind=OfficeKind.BUREAU)
        return bureaus[0].authority_name if bureaus else "市场监督管理局"

    @property
    def person(self) -> str:
        user = getattr(self._request, "user", None)
        return str(user) if user is not None and user.is_authenticated else ""

    @property
    def rail(self) -> tuple[Entry, ...]:
        """The desks at which this member of staff has business."""
        return navigation.entries(navigation.RAIL, roles=self._roles) if self.person else ()

    @cached_property
    def _roles(self) -> frozenset[str]:
        duties = getattr(self._request, "duties", None)
        if duties is None:
            duties = offices.duties(self._request.user.pk or 0, self._now)
        roles: frozenset[str] = duties.roles
        return roles

    @property
    def home_url(self) -> str:
        return navigation.address("public:home") or "/"

    @property
    def mine_url(self) -> str:
        return navigation.address("public:mine")

    @property
    def staff_url(self) -> str:
        return navigation.address("staff:home", "clerk:home")

    @cached_property
    def find(self) -> Entry | None:
        """Where the box for finding leads; its label says what may be typed."""
        if not self.person:
            return None
        return next(iter(navigation.entries(navigation.FIND, roles=self._roles)), None)

    @property
    def sign_in_url(self) -> str:
        return navigation.address("account_login")

    @property
    def sign_out_url(self) -> str:
        return navigation.address("account_logout")

    @property
    def portal_nav(self) -> tuple[Entry, ...]:
        return navigation.entries(navigation.PORTAL)

    @property
    def tabbar(self) -> tuple[Entry, ...]:
        return navigation.entries(navigation.TABBAR)

    @property
    def help_links(self) -> tuple[Entry, ...]:
        return navigation.entries(navigation.HELP)

    @property
    def watch_links(self) -> tuple[Entry, ...]:
        return navigation.entries(navigation.WATCH)

    @cached_property
    def about_links(self) -> tuple[Entry, ...]:
        return navigation.entries(navigation.ABOUT)
