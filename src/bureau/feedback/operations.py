"""好差评: invite after every service event, take one rating, put right what was bad."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.cases.models import CaseAct
from bureau.feedback.events import ENQUIRIES, ENQUIRY, EVENTS, event_of_act, event_of_visit
from bureau.feedback.grades import OPTIONS, Grade
from bureau.feedback.models import Invitation, Rating, Reading
from bureau.offices import queries as offices
from bureau.offices.words import Role
from bureau.people.names import without_numbers
from bureau.refusal import Refusal
from bureau.tasks import operations as tasks
from bureau.visits import queries as visits
from bureau.workdays import queries as workdays
from bureau.workdays.rules import Term, Unit, due

LONGEST_WORDS = 500
BAD_RATING_TERM = Term(5, Unit.WORKING_DAY, "design")
AT_ONCE = 1000
REREAD = 500
"""Acts that were still being written when the last reading passed over their numbers."""
REREAD_VISITS = timedelta(hours=1)
FIRST_LOOK_BACK = timedelta(days=30)


class AlreadyRated(Refusal):
    """This service event has its rating of this turn."""


class WrongOption(Refusal):
    """An option that does not belong to the chosen grade."""


@operation
def invite_raters(*, by: Actor, at: datetime) -> int:
    """An invitation for every service event that has none yet; how many were made.

    The events are read from the acts of cases and from the visits that ended; asking twice
    is harmless, because an event has one invitation (有服务就有评价).
    """
    return _keep(_of_acts(at=at)) + _keep(_of_visits(at=at))


def _keep(invitations: Sequence[Invitation]) -> int:
    known = set(
        Invitation.objects.filter(event__in=[one.event for one in invitations]).values_list(
            "event", flat=True
        )
    )
    new = [one for one in invitations if one.event not in known]
    Invitation.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _of_acts(*, at: datetime) -> list[Invitation]:
    reading, _ = Reading.objects.select_for_update().get_or_create(name="case_acts")
    acts = list(
        CaseAct.objects.filter(id__gt=reading.last_id - REREAD, act__in=list(EVENTS))
        .select_related("case")
        .order_by("id")[:AT_ONCE]
    )
    if acts:
        reading.last_id = max(reading.last_id, acts[-1].id)
        reading.save(update_fields=["last_id"])
    return [_of_act(act, at=at) for act in acts]


def _of_act(act: CaseAct, *, at: datetime) -> Invitation:
    return Invitation(
        event=event_of_act(act.case_id, act.id),
        kind=EVENTS[act.act],
        token=secrets.token_urlsafe(16),
        case=act.case,
        item_key=act.case.item_key,
        item_name=act.case.item_name,
        area=act.case.area,
        office_key=act.office_key,
        office_name=act.office_name,
        served_by=str(act.account_id or ""),
        served_at=act.at,
        invited_at=at,
    )


def _of_visits(*, at: datetime) -> list[Invitation]:
    reading, _ = Reading.objects.select_for_update().get_or_create(name="visits")
    since = (reading.last_at or at - FIRST_LOOK_BACK) - REREAD_VISITS
    ended = visits.answered(outcomes=tuple(ENQUIRIES), since=since, limit=AT_ONCE)
    if ended:
        reading.last_at = ended[-1].ended_at
        reading.save(update_fields=["last_at"])
    return [_of_visit(visit, at=at) for visit in ended]


def _of_visit(visit: visits.AnsweredVisit, *, at: datetime) -> Invitation:
    return Invitation(
        event=event_of_visit(visit.uid),
        kind=ENQUIRY,
        token=secrets.token_urlsafe(16),
        visit_uid=visit.uid,
        area=visit.area,
        office_key=visit.office_key,
        office_name=visit.office_name,
        served_by=visit.clerk_id,
        served_at=visit.ended_at,
        invited_at=at,
    )


@operation
def rate(
    token: str,
    grade: str,
    *,
    options: tuple[str, ...] = (),
    words: str = "",
    channel: str,
    key: str = "",
    by: Actor,
    at: datetime,
) -> Rating:
    """Rate one service event: first, or a follow-up beside the first.

    Options belong to the grade chosen; words are optional. Who served can never rate. A bad
    rating opens a task with a day for somebody other than the one rated (有差评必整改).

    ``key`` names the press of the button: sent again it is the same rating, no follow-up.
    """
    invitation = Invitation.objects.select_for_update(no_key=True).filter(token=token).first()
    if invitation is None:
        raise Refusal("没有找到这次服务的评价链接。请从办件页面重新进入。")
    if key and (given := Rating.objects.filter(request_key=key).first()):
        return given
    try:
        chosen = Grade(grade)
    except ValueError:
        raise Refusal("请先选一个等级。", field="grade") from None
    if foreign := sorted(set(options) - set(OPTIONS[chosen])):
        raise WrongOption(
            f"选项 {'、'.join(foreign)} 不属于“{chosen.label}”。请重新选择。", field="options"
        )
    said = without_numbers(words, field="words", longest=LONGEST_WORDS)
    if by.id and by.id == invitation.served_by:
        raise Refusal("您是这次服务的办理人，不能评价自己。")
    turns = set(invitation.ratings.values_list("turn", flat=True))
    if "follow_up" in turns:
        raise AlreadyRated("这次服务您已经评价并追评过了，谢谢您。")
    turn = "follow_up" if "first" in turns else "first"
    rating = Rating.objects.create(
        invitation=invitation,
        turn=turn,
        grade=chosen,
        options=sorted(set(options)),
        words=said,
        channel=channel,
        request_key=key,
        at=at,
    )
    record(
        "rating.given" if turn == "first" else "rating.followed_up",
        "rating",
        str(rating.pk),
        by=Actor(id="", name="评价人"),
        at=at,
        chain=f"rating:{invitation.event}",
        facts={"kind": invitation.kind, "area": invitation.area, "channel": channel},
    )
    if chosen.is_bad:
        _open_rectification(invitation, rating, at=at)
    return rating


@operation
def skip(token: str, *, by: Actor, at: datetime) -> None:
    """Not to rate is as easy as to rate, and asked only once."""
    Invitation.objects.filter(token=token, skipped_at=None).update(skipped_at=at)
    record(
        "rating.skipped",
        "invitation",
        "",
        by=Actor(id="", name="评价人"),
        at=at,
        chain=f"rating:{token[:4]}",
    )


def _open_rectification(invitation: Invitation, rating: Rating, *, at: datetime) -> None:
    served_by = invitation.served_by
    due_at = due(at, BAD_RATING_TERM, calendar=workdays.current_calendar(), explain=False).due
    tasks.open_task(
        kind="bad_rating",
        subject=f"差评整改：{invitation.item_name or '窗口咨询'}",
        object_kind="rating",
        object_id=str(rating.pk),
        owner=_rectifier(invitation, at=at),
        excluded_account=served_by,
        due_at=due_at,
        source="feedback",
        by=Actor.system("好差评"),
        at=at,
    )


def _rectifier(invitation: Invitation, *, at: datetime) -> tasks.Owner:
    """Who puts it right: a review officer of the unit who did not serve; else the city's;
    else the office itself, never the person rated."""
    officers = [
        post
        for post in offices.staff_with_role(Role.REVIEW_OFFICER, at)
        if str(post.account_id) != invitation.served_by
    ]
    own = [post for post in officers if post.area == invitation.area]
    for post in own or officers:
        return tasks.Owner(account=str(post.account_id), office=post.office_key)
    return tasks.Owner(office=invitation.office_key)
