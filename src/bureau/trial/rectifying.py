"""Bad ratings of the trial city: most are put right in time, some are left to be seen."""

from datetime import datetime, timedelta

from bureau.feedback.rectification import operations
from bureau.feedback.rectification.queries import waiting
from bureau.feedback.rectification.rules import Outcome
from bureau.people.queries import find_account

AFTER = timedelta(days=2)
LEFT = 6
"""One in so many is left until its day is over."""

FOUNDED = (
    ("查了办件和叫号记录，窗口没有说清楚，属实。", "当天向评价人道歉，窗口重新培训并考核。"),
    ("问了窗口和大厅，等候时间确实过长，属实。", "下午加开一个窗口，排班表已改。"),
)
UNFOUNDED = ("对照办件记录，时限和材料都没有超出指南。", "给评价人看了办件记录和指南的条文。")
TOLD = "电话答复，评价人表示知道了。"


def put_right(*, at: datetime) -> int:
    """Those that waited two days are looked into and finished by their owner; how many."""
    done = 0
    for one in waiting(opened_before=at - AFTER):
        owner = find_account(one.owner_account) if one.owner_account else None
        if owner is None or one.rating % LEFT == 0:
            continue
        founded = one.rating % 4 != 1
        words, evidence = FOUNDED[one.rating % len(FOUNDED)] if founded else UNFOUNDED
        outcome = Outcome.RECTIFIED if founded else Outcome.EXPLAINED
        operations.verify(one.uid, founded=founded, words=words, by=owner, at=at)
        operations.finish(one.uid, outcome=outcome, evidence=evidence, told=TOLD, by=owner, at=at)
        done += 1
    return done
