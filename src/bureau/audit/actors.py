"""Who did it, as text: names stay readable when the account is long gone."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Actor:
    """Person, post and office as they were at the moment of the act."""

    id: str
    name: str
    post: str = ""
    office: str = ""

    @classmethod
    def system(cls, name: str) -> Self:
        """The house itself: a sweeper, an import, a command started by the clock."""
        return cls(id="system", name=name, post="系统")

    @classmethod
    def applicant(cls, id: str, name: str) -> Self:
        """Somebody who signed in for themselves or for whom they may act."""
        return cls(id=id, name=name, post="申请人")

    @classmethod
    def device(cls, id: str, name: str, office: str) -> Self:
        """An enrolled kiosk, board or rating pad."""
        return cls(id=id, name=name, post="设备", office=office)

    @classmethod
    def nobody(cls) -> Self:
        """Somebody who did not sign in."""
        return cls(id="", name="未登录")
