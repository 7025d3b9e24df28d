"""What every answer carries, pages of errors too; and what no browser keeps."""

import pytest
from django.test import Client, RequestFactory

from config import middleware
from config.errors import broken
from tests.inhabitants import Inhabitants
from tests.who_may import OPENS, SIGNED_IN, WHO_MAY

SHOWN = sorted(name for name, row in WHO_MAY.items() if row.reads == OPENS and row.to)
WRONG = ("/no-such-page", "/verify/%00/", "/mode/", "/mine/", "/verify/nothing/")


def is_guarded(answer: object) -> bool:
    headers = answer.headers  # type: ignore[attr-defined]
    policy = headers.get("Content-Security-Policy", "")
    return (
        headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN")
        and headers.get("X-Content-Type-Options") == "nosniff"
        and headers.get("Referrer-Policy") in ("same-origin", "no-referrer")
        and "default-src" in policy
        and "unsafe-eval" not in policy
        and "script-src" not in policy.replace("script-src 'self'", "")
    )


@pytest.mark.parametrize("name", SHOWN)
class TestAPage:
    def test_is_in_no_foreign_frame_and_runs_nothing_foreign(
        self, house: Inhabitants, name: str
    ) -> None:
        row = WHO_MAY[name]

        answer = house.browser(min(row.to)).get(row.address(name, house.things))

        assert is_guarded(answer)

    def test_shown_to_somebody_signed_in_stays_in_no_browser(
        self, house: Inhabitants, name: str
    ) -> None:
        row = WHO_MAY[name]
        if not row.to & SIGNED_IN:
            pytest.skip("for nobody who is signed in")
        who = min(row.to & SIGNED_IN)

        answer = house.browser(who).get(row.address(name, house.things))

        assert "no-store" in answer["Cache-Control"]


class TestAPageOfAnError:
    @pytest.mark.parametrize("address", WRONG)
    def test_is_guarded_like_any_other(self, house: Inhabitants, address: str) -> None:
        answer = house.browser("nobody").get(address)

        assert answer.status_code >= 300
        assert is_guarded(answer)

    def test_for_a_stranger_at_the_door_is_guarded(self, house: Inhabitants) -> None:
        answer = Client().get("/", headers={"host": "elsewhere.example"})

        assert answer.status_code == 400
        assert is_guarded(answer)
        assert "elsewhere.example" not in answer.content.decode()

    def test_for_a_form_from_elsewhere_is_guarded(self, house: Inhabitants) -> None:
        answer = house.new_browser("owner", checks_forms=True).post("/apply/tea-house/")

        assert answer.status_code == 403
        assert is_guarded(answer)

    def test_for_a_defect_is_guarded_and_shows_nothing_of_it(self, rf: RequestFactory) -> None:
        guarded = middleware.security_headers(broken)

        answer = guarded(rf.get("/"))

        assert "default-src" in answer["Content-Security-Policy"]
        assert "Traceback" not in answer.content.decode()


class TestWhatIsTooMuch:
    """A form nobody could have filled in by hand gets a sentence and leaves nothing."""

    @pytest.mark.parametrize(
        "sent",
        [
            {"shop": "长" * 5_000_000},
            {f"f{number}": "x" for number in range(3000)},
        ],
        ids=["too long", "too many fields"],
    )
    def test_is_said_to_be_unreadable(self, house: Inhabitants, sent: dict[str, str]) -> None:
        address = f"/drafts/{house.things['draft']}/save/"

        answer = house.browser("owner").post(address, sent)

        assert answer.status_code == 400
        assert "读不懂" in answer.content.decode()

    def test_is_refused_when_it_is_no_form_at_all(self, house: Inhabitants) -> None:
        answer = house.browser("owner").post(
            f"/drafts/{house.things['draft']}/save/",
            b"nonsense",
            content_type="multipart/form-data",
        )

        assert answer.status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_a_page_takes_no_other_way(house: Inhabitants, method: str) -> None:
    answer = getattr(house.browser("owner"), method)(f"/drafts/{house.things['draft']}/")

    assert answer.status_code == 405
