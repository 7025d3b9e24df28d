"""What the clients do: acts straight through the operations, and pages through the web."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count, cycle
from typing import TypeVar

from django.urls import reverse

from bench.clients import CLIENTS, Act, Prepare, measure
from bench.scene import Desk, Scene, TypedDraft, Waiting, typed_drafts
from bench.table import CASE_PAGE, SUBMIT, TRANSITION, WORK_LIST, Goal
from bench.web import Browser
from bureau.cases.operations import counter
from bureau.cases.operations.submission import submit
from bureau.workdays import clock

__all__ = ["all_acts", "measure"]

DRAFTS = 1600
T = TypeVar("T")


def all_acts(scene: Scene, now: datetime) -> list[tuple[str, Goal, Prepare]]:
    """Every line of the table: its name, what it is held against, and how it is done."""
    half = len(scene.waiting) // 2
    drafts = typed_drafts(scene, DRAFTS, now)
    return [
        ("提交（操作）", SUBMIT, _submitting(scene)),
        ("提交（网页：核对页上按提交）", SUBMIT, _sending(drafts)),
        ("受理（操作）", TRANSITION, _accepting(scene.waiting[:half])),
        ("受理（网页：窗口按受理）", TRANSITION, _pressing_accept(scene.waiting[half:])),
        ("办件页（审批）", CASE_PAGE, _reading(scene.reviewers, "reviewer:case")),
        ("办件页（窗口）", CASE_PAGE, _reading(scene.clerks, "clerk:case")),
        ("办件页（申请人）", CASE_PAGE, _reading(scene.applicants, "public:case")),
        ("工作清单（审批）", WORK_LIST, _listing(scene.reviewers, "reviewer:home")),
        ("工作清单（窗口首页）", WORK_LIST, _listing(scene.clerks, "clerk:home")),
        ("我的办件（申请人）", WORK_LIST, _listing(scene.applicants, "public:mine")),
    ]


def _own(things: Sequence[T], client: int) -> list[T]:
    """The part of things that belongs to one client; every client has one at least."""
    return list(things[client::CLIENTS]) or list(things)


def _submitting(scene: Scene) -> Prepare:
    submissions = scene.submissions()

    def prepare(client: int) -> Act:
        own = cycle(_own(submissions, client))
        numbers = count()

        def act() -> None:
            submission, by = next(own)(f"bench-{os.getpid()}-{next(numbers)}")
            submit(submission, by=by, actor=by.as_actor(), at=clock.now())

        return act

    return prepare


def _accepting(waiting: Sequence[Waiting]) -> Prepare:
    def prepare(client: int) -> Act:
        own = iter(_own(waiting, client))

        def act() -> None:
            case = next(own)
            counter.accept(case.number, by=case.clerk, at=clock.now())

        return act

    return prepare


def _sending(drafts: Sequence[TypedDraft]) -> Prepare:
    def prepare(client: int) -> Act:
        own = iter(_own(drafts, client))
        browser = Browser()

        def act() -> None:
            draft = next(own)
            browser.sign_in(draft.session)
            browser.post(reverse("public:draft_check", args=[draft.uid]), edition=draft.edition)

        return act

    return prepare


def _pressing_accept(waiting: Sequence[Waiting]) -> Prepare:
    def prepare(client: int) -> Act:
        own = iter(_own(waiting, client))
        browser = Browser()

        def act() -> None:
            case = next(own)
            browser.sign_in(case.session)
            browser.post(reverse("clerk:accept", args=[case.number]))

        return act

    return prepare


def _reading(desks: Sequence[Desk], page: str) -> Prepare:
    def prepare(client: int) -> Act:
        pages = cycle(_pages(_own(desks, client)))
        browser = Browser()

        def act() -> None:
            session, number = next(pages)
            browser.sign_in(session)
            browser.get(reverse(page, args=[number]))

        return act

    return prepare


def _pages(desks: Sequence[Desk]) -> Iterator[tuple[str, str]]:
    for desk in desks:
        for number in desk.numbers:
            yield desk.session, number


def _listing(desks: Sequence[Desk], page: str) -> Prepare:
    def prepare(client: int) -> Act:
        own = cycle(_own(desks, client))
        browser = Browser()

        def act() -> None:
            browser.sign_in(next(own).session)
            browser.get(reverse(page))

        return act

    return prepare
