"""The stories of the trial city, carried through the same operations as a real day."""

import heapq
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from random import Random

from bureau.audit.operations import named_source
from bureau.cases.facts import Channel, Confirmation, DeliveryWish, Device, TypedBy, Verdict
from bureau.cases.models import Case
from bureau.cases.operations import applicant as applicant_acts
from bureau.cases.operations import counter, delivery, review, silence, taking, telling
from bureau.cases.operations.submission import submit
from bureau.cases.submission import HandedIn, StoredFile, Submission
from bureau.catalogue import queries as catalogue
from bureau.catalogue.elements import EditionContent, Procedure, Separation
from bureau.feedback import operations as feedback
from bureau.feedback.grades import OPTIONS, Grade
from bureau.feedback.queries import open_invitations
from bureau.files import operations as files
from bureau.offices import queries as offices
from bureau.people.models import Account, Contact
from bureau.people.operations import note_contact
from bureau.refusal import Refusal
from bureau.trial import answering, hours, rectifying
from bureau.trial.plan import Story
from bureau.trial.population import TRIAL, Applicant, Population
from bureau.trial.staff import Staff
from bureau.workdays.rules import CHINA, Calendar

Act = Callable[[datetime], None]

SOURCE = "trial"
ONLINE = (Channel.WEB, Channel.MOBILE)


@dataclass(slots=True)
class Played:
    """What was done, and what the operations refused (a defect of the plan when not 0)."""

    applications: int = 0
    acts: int = 0
    refused: Counter[str] = field(default_factory=Counter)


class Play:
    """One run: stories become events, events become operations, in the order of time."""

    def __init__(self, *, seed: int, now: datetime, calendar: Calendar, region: str) -> None:
        self._random = Random(seed + 1)
        self._now = now
        self._calendar = calendar
        self._people = Population(self._random, region=region, at=now)
        self._staff = Staff(now)
        self._events: list[tuple[datetime, int, Act]] = []
        self._order: Iterator[int] = count()
        self.played = Played()

    def stories(self, stories: Sequence[Story], told: Callable[[int], None]) -> Played:
        """Play these stories up to now; ``told`` hears how many applications there are."""
        for story in stories:
            self._at(story.submitted_at, _submitting(self, story))
        for day in sorted({story.submitted_at.astimezone(CHINA).date() for story in stories}):
            evening = datetime(day.year, day.month, day.day, 18, 30, tzinfo=CHINA)
            self._at(evening, self._evening)
        self._at(self._now - timedelta(minutes=1), self._evening)
        with named_source(SOURCE):
            while self._events:
                at, _, act = heapq.heappop(self._events)
                self._do(act, at)
                if self.played.acts % 25 == 0:
                    told(self.played.applications)
        # What is weeks old is not told again; the messages begin with today's.
        telling.begin_here(at=self._now)
        told(self.played.applications)
        return self.played

    def _at(self, moment: datetime, act: Act) -> None:
        if moment <= self._now:
            heapq.heappush(self._events, (moment, next(self._order), act))

    def _do(self, act: Act, at: datetime) -> None:
        try:
            act(at)
            self.played.acts += 1
        except Refusal as refusal:
            self.played.refused[f"{type(refusal).__name__}: {refusal.message[:60]}"] += 1

    def _evening(self, at: datetime) -> None:
        silence.record_silence(by=TRIAL, at=at)
        feedback.invite_raters(by=TRIAL, at=at)
        for invitation in open_invitations(limit=400):
            if self._random.random() < 0.5:
                self._rate(invitation, at)
        rectifying.put_right(at=at)

    def _rate(self, token: str, at: datetime) -> None:
        mood = self._random.betavariate(1.3, 6)
        grade = list(Grade)[min(4, int(mood * 6.5))]
        chosen = self._random.sample(list(OPTIONS[grade]), k=self._random.choice((0, 1, 1, 2)))
        feedback.rate(token, grade, options=tuple(chosen), channel="qr", by=TRIAL, at=at)

    # --- one application ------------------------------------------------------------------

    def submit(self, story: Story, at: datetime) -> None:
        """Somebody applies; what comes next depends on the procedure and the story."""
        edition = catalogue.edition_in_force(story.item, on=at.astimezone(CHINA).date())
        if edition is None:
            return
        content = edition.content
        who = self._who(story, content, at=at)
        by_staff = story.channel not in ONLINE
        clerk = self._staff.who("accept", story.office, story.item, turn=story.number)
        if by_staff and clerk is None:
            return
        actor = clerk if by_staff and clerk else who.account
        application = submit(
            self._submission(story, content, who, at=at),
            by=actor,
            actor=offices.actor_for(actor, at) if by_staff else who.account.as_actor(),
            at=at,
        )
        case = application.cases.get()
        self.played.applications += 1
        if story.fate == "unanswered":
            return
        if story.fate == "withdrawn":
            self._at(at + timedelta(hours=3), lambda when: self._withdraw(case, who, when))
        wait = 0.02 if by_staff else 0.1 + story.pace
        answer_at = hours.later(
            hours.during(at, self._calendar), days=wait, calendar=self._calendar
        )
        self._at(answer_at, lambda when: self._answer(story, case, content, who, when))

    def _who(self, story: Story, content: EditionContent, *, at: datetime) -> Applicant:
        """Somebody; where the result acts on a licence, somebody who has one."""
        result = content.result
        wanted = result.acts_on() if result else ()
        if not wanted:
            return self._people.somebody()
        place = offices.case_facts(story.office, at.astimezone(CHINA).date())
        return self._people.holder_of(self._random.choice(wanted), place=place, at=at)

    def _submission(
        self, story: Story, content: EditionContent, who: Applicant, *, at: datetime
    ) -> Submission:
        situation = answering.situation(content, self._random)
        place = offices.office(story.office)
        told = answering.answers(
            content,
            who.party,
            who.person,
            self._random,
            place=place.name[:4] if place else "",
            number=who.number,
        )
        by_staff = story.channel not in ONLINE
        no_phone = by_staff and story.elderly
        contact = note_contact(
            name=who.person.name,
            wish=Contact.Wish.NONE if no_phone else Contact.Wish.SMS,
            phone="" if no_phone else f"13{self._random.randint(10**8, 10**9 - 1)}",
            by=TRIAL,
            at=at,
        )
        wanted = [
            material
            for material in content.materials_for({**told, **situation})
            if not (material.generated or material.shareable)
        ]
        missing = wanted[-1].key if story.fate == "defective" and wanted else ""
        handed_in = {
            material.key: HandedIn(copies=1) if by_staff else self._upload(material.name, story, at)
            for material in wanted
            if material.key != missing
        }
        return Submission(
            idempotency_key=f"trial-{story.number}-{self._random.getrandbits(48):x}",
            item_key=story.item,
            office_key=story.office,
            party_id=who.party.pk,
            channel=story.channel,
            typed_by=TypedBy.STAFF if by_staff else TypedBy.APPLICANT,
            device=Device.HALL if by_staff else Device.OWN,
            confirmation=(
                Confirmation.READ_ALOUD
                if no_phone
                else Confirmation.SIGNATURE
                if by_staff
                else Confirmation.ONLINE
            ),
            answers=told,
            situation=situation,
            materials=handed_in,
            contact_id=contact.pk,
            delivery_wish=DeliveryWish.PICK_UP if by_staff else DeliveryWish.ELECTRONIC,
            care_need="elderly" if story.elderly and by_staff else "",
        )

    def _upload(self, title: str, story: Story, at: datetime) -> HandedIn:
        data = answering.paper(title, story.number % 3)
        kept = files.keep(
            io.BytesIO(data),
            f"{title}.pdf",
            owner="trial",
            purpose=f"trial:{story.number}",
            by=TRIAL,
            at=at,
        )
        stored = StoredFile(
            upload=str(kept.uid),
            name=f"{title}.pdf",
            sha256=kept.blob.sha256,
            size=len(data),
            kind="pdf",
        )
        return HandedIn(files=(stored,))

    def _withdraw(self, case: Case, who: Applicant, at: datetime) -> None:
        applicant_acts.withdraw(case.number, by=who.account, actor=who.account.as_actor(), at=at)

    def _answer(
        self, story: Story, case: Case, content: EditionContent, who: Applicant, at: datetime
    ) -> None:
        """The counter's answer: judge the materials, then exactly one of the lawful acts."""
        clerk = self._staff.who("accept", story.office, story.item, turn=story.number)
        if clerk is None:
            return
        if story.fate == "not_ours":
            counter.tell_not_ours(
                case.number,
                reason="经营场所不在本机关辖区内。",
                who_is="经营场所所在地的市场监督管理局",
                by=clerk,
                at=at,
            )
            return
        wanting = self._judge(case, clerk, at)
        if wanting:
            self._tell(story, case, content, who, clerk, at)
        elif decider := self._on_the_spot(story, content):
            counter.grant_at_once(case.number, by=decider, at=at)
            self._later(at, 0.1 + story.pace, lambda when: self._deliver(story, case, when))
        else:
            counter.accept(case.number, by=clerk, at=at)
            self._later(
                at,
                self._handling_days(story, content) * 0.6,
                lambda when: self._examine(story, case, content, clerk.pk, when),
            )

    def _on_the_spot(self, story: Story, content: EditionContent) -> Account | None:
        """Who may accept and decide this at once, where item and office allow it."""
        if not content.on_the_spot or content.separation != Separation.NONE:
            return None
        return self._staff.who("accept", story.office, story.item, also="decide", turn=story.number)

    def _judge(self, case: Case, clerk: Account, at: datetime) -> bool:
        materials = counter.materials_of(case)
        judgements = [
            counter.Judgement(
                key=material.key,
                verdict=Verdict.MISSING
                if material.necessary and material.state == "absent"
                else Verdict.GOOD,
            )
            for material in materials
        ]
        counter.judge_materials(case.number, judgements, by=clerk, at=at)
        return any(one.verdict == Verdict.MISSING for one in judgements)

    def _tell(
        self,
        story: Story,
        case: Case,
        content: EditionContent,
        who: Applicant,
        clerk: Account,
        at: datetime,
    ) -> None:
        if content.procedure != Procedure.LICENCE:
            counter.send_back(case.number, by=clerk, at=at)
            return
        counter.ask_correction(case.number, by=clerk, at=at)
        if self._random.random() < 0.8:
            self._later(
                at,
                1 + 5 * story.pace,
                lambda when: self._supplement(story, case, content, who, when),
            )

    def _supplement(
        self, story: Story, case: Case, content: EditionContent, who: Applicant, at: datetime
    ) -> None:
        wanting = counter.wanting_of(counter.materials_of(case))
        handed_in = {one.key: self._upload(one.name, story, at) for one in wanting}
        applicant_acts.supplement(
            case.number, handed_in, by=who.account, actor=who.account.as_actor(), at=at
        )
        self._later(at, 0.4, lambda when: self._answer(story, case, content, who, when))

    def _handling_days(self, story: Story, content: EditionContent) -> float:
        limit = content.promised_limit or content.statutory_limit
        days = {"working_day": 1.0, "session": 0.5, "natural_day": 0.7}.get(
            limit.unit if limit else "", 0.2
        )
        promised = days * (limit.value if limit else 1)
        if story.fate == "slow":
            return promised * (1.15 + story.pace)
        return promised * (0.25 + 0.7 * story.pace)

    def _examine(
        self, story: Story, case: Case, content: EditionContent, accepted_by: int, at: datetime
    ) -> None:
        case.refresh_from_db()
        three = content.separation == Separation.ACCEPT_EXAMINE_DECIDE
        examiner = self._staff.who(
            "examine",
            case.holder_office,
            story.item,
            besides=(accepted_by,) if three else (),
            turn=story.number,
        )
        if examiner is None:
            return
        taking.take(case.number, by=examiner, at=at)
        application = case.application
        points = content.points_for({**application.answers, **application.situation})
        bad = points[story.number % len(points)].key if story.fate == "refused" and points else ""
        review.find(
            case.number,
            [
                review.PointFinding(
                    point.key,
                    "fail" if point.key == bad else "pass",
                    point.defect if point.key == bad else "",
                )
                for point in points
            ],
            by=examiner,
            at=at,
        )
        proposal = "refuse" if bad else "grant"
        review.propose(case.number, proposal, by=examiner, at=at)
        self._later(
            at,
            self._handling_days(story, content) * 0.4,
            lambda when: self._decide(story, case, proposal, (accepted_by, examiner.pk), when),
        )

    def _decide(
        self, story: Story, case: Case, proposal: str, besides: tuple[int, int], at: datetime
    ) -> None:
        case.refresh_from_db()
        approver = self._staff.who(
            "decide", case.holder_office, story.item, besides=besides, turn=story.number
        )
        if approver is None:
            return
        review.decide(case.number, proposal, by=approver, at=at)
        self._later(at, 0.2 + story.pace, lambda when: self._deliver(story, case, when))

    def _deliver(self, story: Story, case: Case, at: datetime) -> None:
        case.refresh_from_db()
        clerk = self._staff.who("deliver", case.holder_office, story.item, turn=story.number)
        if clerk is None:
            return
        proof = "网上下载" if story.channel in ONLINE else "申请人到窗口签收"
        delivery.deliver(case.number, proof=proof, by=clerk, at=at)

    def _later(self, at: datetime, days: float, act: Act) -> None:
        self._at(hours.later(at, days=days, calendar=self._calendar), act)


def _submitting(play: Play, story: Story) -> Act:
    return lambda at: play.submit(story, at)
