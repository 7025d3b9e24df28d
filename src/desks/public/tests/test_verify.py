"""Whoever holds a paper reads how it stands today: current, superseded or ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bureau.audit.actors import Actor
from bureau.cases.operations.papers import have_licence_paper
from bureau.cases.tests.factories import a_granted_case, an_accepted_case, an_applicant
from bureau.notices.queries import letters_about
from bureau.registry.entries import (
    change_licence,
    note_on_entry,
    reissue_licence,
    renew_licence,
)
from bureau.registry.models import Licence
from bureau.registry.queries import licences_of_case
from bureau.registry.tests.factories import a_licence, ended
from bureau.registry.words import NoteKind
from bureau.workdays import clock

pytestmark = pytest.mark.django_db
PROGRAM = Actor.system("测试")


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def about() -> dict[str, Any]:
    now = clock.now()
    return {
        "case_number": "990102-260610-00002-0",
        "on": clock.day_of(now),
        "by": PROGRAM,
        "at": now,
    }


def a_current_licence() -> Licence:
    return a_licence(valid_from=clock.day_of(clock.now()))


class TestVerify:
    def test_a_licence_is_shown_to_whoever_has_its_code(self, client: Client) -> None:
        case = a_granted_case(at=clock.now())
        licence = licences_of_case(case.number)[0]

        page = text(client.get(f"/verify/{licence.token}/"))

        assert "现在有效" in page
        assert licence.number in page

    def test_a_letter_is_shown_without_its_addressee(self, client: Client) -> None:
        case = an_accepted_case(at=clock.now(), by=an_applicant("李密名"))
        letter = next(one for one in letters_about("case", case.number) if one.kind == "acceptance")

        page = text(client.get(f"/verify/{letter.uid}/"))

        assert "这份文书是我们出的" in page
        assert "李密名" not in page

    def test_an_unknown_code_is_told_so(self, client: Client) -> None:
        answer = client.get("/verify/nothing-of-ours/")

        assert answer.status_code == 404
        assert "没有查到这个核验码" in text(answer)


class TestWhetherThePaperIsTheCurrentOne:
    def shown(self, licence: Licence) -> str:
        return text(Client().get(f"/verify/{licence.token}/"))

    def test_after_a_change_the_old_one_points_to_the_new(self) -> None:
        old = a_current_licence()
        new = change_licence(old, holder_name="夏雨餐饮店", **about())

        assert "已变更，以新证为准" in self.shown(old)
        assert "现在的证" in self.shown(old)
        assert "现在有效" not in self.shown(old)
        assert "现在有效" in self.shown(new)
        assert "夏雨餐饮店" in self.shown(new)

    def test_after_a_renewal_and_a_reissue_too(self) -> None:
        old = a_current_licence()
        renewed = renew_licence(old, validity_value=5, validity_unit="year", **about())
        reissue_licence(renewed, **about())

        assert "已延续，以新证为准" in self.shown(old)
        assert "已换发，以新证为准" in self.shown(renewed)

    def test_what_has_ended_says_so_on_every_version(self) -> None:
        old = a_current_licence()
        new = change_licence(old, place="示例路9号", **about())
        ended(new, on=clock.day_of(clock.now()))

        assert "现在已经失效" in self.shown(new)
        assert "已注销" in self.shown(old)

    def test_the_code_of_the_old_paper_leads_to_the_same_answer(self) -> None:
        case = a_granted_case(at=clock.now())
        licence = Licence.objects.get(number=licences_of_case(case.number)[0].number)
        paper = have_licence_paper(licence.token, by=PROGRAM, at=clock.now())
        change_licence(licence, place="示例路9号", **about())

        assert "已变更，以新证为准" in text(Client().get(f"/verify/{paper}/"))

    def test_dormancy_is_shown_on_a_valid_licence(self) -> None:
        licence = a_current_licence()
        today = clock.day_of(clock.now())
        end = today + timedelta(days=90)
        note_on_entry(licence, NoteKind.DORMANT, valid_from=today, valid_to=end, **about())

        page = self.shown(licence)

        assert "现在有效" in page
        assert "歇业" in page
        assert end.isoformat() in page
