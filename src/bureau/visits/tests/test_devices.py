"""Devices: registered by who answers for the hall, opened once, known by their secret."""

from datetime import timedelta

import pytest

from bureau.audit.actors import Actor
from bureau.audit.queries import timeline
from bureau.offices.tests.factories import CITY, a_posted
from bureau.refusal import Refusal
from bureau.visits import operations
from bureau.visits.models import Device
from bureau.visits.operations.devices import NoSuchInvitation
from bureau.visits.queries import device_that_holds, devices_of, invited_device, just_served
from bureau.visits.refusals import NotAtWindow
from bureau.visits.tests.factories import HALL, NOON, a_clerk, a_clerk_at, a_served_visit

pytestmark = pytest.mark.django_db


def a_manager() -> Actor:
    return a_posted("MANAGER1", "hall_manager").as_actor()


def an_opened_kiosk(by: Actor) -> tuple[str, str]:
    """Its uid and its secret."""
    invited = operations.invite_device(HALL, "kiosk", name="1 号取号机", by=by, at=NOON)
    opened = operations.open_device(invited.invitation, at=NOON)
    return opened.uid, opened.secret


class TestInviting:
    def test_gives_a_link_that_is_kept_nowhere(self) -> None:
        invited = operations.invite_device(HALL, "kiosk", name="", by=a_manager(), at=NOON)

        device = Device.objects.get(uid=invited.uid)
        assert invited.invitation not in str(vars(device))
        assert device.name == "取号机"
        assert invited_device(invited.invitation, at=NOON) is not None

    def test_only_by_who_answers_for_the_hall(self) -> None:
        clerk = a_clerk().as_actor()
        elsewhere = a_posted("MANAGER2", "hall_manager", office=CITY).as_actor()

        for by in (clerk, elsewhere):
            with pytest.raises(NotAtWindow, match="大厅负责人"):
                operations.invite_device(HALL, "board", name="", by=by, at=NOON)

    def test_a_pad_stands_at_a_window(self) -> None:
        by = a_manager()

        with pytest.raises(Refusal, match="窗口"):
            operations.invite_device(HALL, "pad", name="", by=by, at=NOON)
        operations.invite_device(HALL, "pad", name="", window="01", by=by, at=NOON)

        assert [device.window for device in devices_of(HALL)] == ["01"]


class TestOpening:
    def test_makes_the_device_known_by_its_secret(self) -> None:
        uid, secret = an_opened_kiosk(a_manager())

        assert device_that_holds(uid, secret, kind="kiosk") is not None
        assert device_that_holds(uid, secret, kind="board") is None
        assert device_that_holds(uid, "guessed", kind="kiosk") is None
        assert device_that_holds(uid, "", kind="kiosk") is None

    def test_is_possible_once(self) -> None:
        invited = operations.invite_device(HALL, "kiosk", name="", by=a_manager(), at=NOON)
        operations.open_device(invited.invitation, at=NOON)

        with pytest.raises(NoSuchInvitation):
            operations.open_device(invited.invitation, at=NOON)

    def test_is_not_possible_after_a_day(self) -> None:
        invited = operations.invite_device(HALL, "kiosk", name="", by=a_manager(), at=NOON)

        with pytest.raises(NoSuchInvitation):
            operations.open_device(invited.invitation, at=NOON + timedelta(hours=25))

    def test_again_ends_the_old_secret(self) -> None:
        by = a_manager()
        uid, secret = an_opened_kiosk(by)

        again = operations.invite_again(uid, by=by, at=NOON)
        opened = operations.open_device(again.invitation, at=NOON)

        assert device_that_holds(uid, secret, kind="kiosk") is None
        assert device_that_holds(uid, opened.secret, kind="kiosk") is not None


class TestRetiring:
    def test_ends_the_secret_for_good(self) -> None:
        by = a_manager()
        uid, secret = an_opened_kiosk(by)

        operations.retire_device(uid, by=by, at=NOON)

        assert device_that_holds(uid, secret, kind="kiosk") is None
        assert devices_of(HALL) == ()
        with pytest.raises(Refusal, match="已经停用"):
            operations.invite_again(uid, by=by, at=NOON)

    def test_each_act_is_on_record(self) -> None:
        by = a_manager()
        uid, _ = an_opened_kiosk(by)
        operations.retire_device(uid, by=by, at=NOON)
        operations.retire_device(uid, by=by, at=NOON)

        acts = [entry.act for entry in timeline("device", uid)]

        assert acts == ["device.invited", "device.opened", "device.retired"]


class TestJustServed:
    def test_is_who_was_finished_at_that_window_a_moment_ago(self) -> None:
        by = a_clerk_at("01")
        visit = a_served_visit(by)
        operations.finish(visit.uid, outcome="answer", ref="", by=by, at=NOON)

        soon = just_served(HALL, "01", at=NOON, within=timedelta(minutes=5))
        later = just_served(HALL, "01", at=NOON + timedelta(minutes=6), within=timedelta(minutes=5))
        elsewhere = just_served(HALL, "02", at=NOON, within=timedelta(minutes=5))

        assert soon is not None
        assert (soon.uid, later, elsewhere) == (visit.uid, None, None)
