"""Service events as they come about: somebody was served, and is asked how it was."""

from datetime import datetime

from bureau.audit.actors import Actor
from bureau.cases.models import Case
from bureau.cases.operations import counter
from bureau.cases.tests.factories import MORNING, a_case, a_clerk, judged
from bureau.feedback import operations
from bureau.feedback.models import Invitation, Rating
from bureau.feedback.queries import InvitationPage, invitation

HOUSE = Actor.system("测试")
ANYBODY = Actor.nobody()


def invite(*, at: datetime = MORNING) -> int:
    return operations.invite_raters(by=HOUSE, at=at)


def a_served_case(*, at: datetime = MORNING) -> Case:
    """A case a clerk accepted at a window."""
    case = judged(a_case(at=at), at=at)
    return counter.accept(case.number, by=a_clerk(), at=at)


def an_invitation(*, at: datetime = MORNING) -> str:
    """The token of one service event nobody has rated yet."""
    case = a_served_case(at=at)
    invite(at=at)
    return Invitation.objects.get(case=case).token


def rate(
    token: str,
    grade: str = "satisfied",
    *,
    options: tuple[str, ...] = (),
    words: str = "",
    key: str = "",
    by: Actor = ANYBODY,
    at: datetime = MORNING,
) -> Rating:
    return operations.rate(
        token, grade, options=options, words=words, channel="web", key=key, by=by, at=at
    )


def page(token: str) -> InvitationPage:
    found = invitation(token)
    assert found is not None
    return found
