"""The few numbers everybody asks for, in plain words. Pure."""

from bureau.catalogue.elements import EditionContent, Mark, Procedure
from bureau.catalogue.rules import Limits
from bureau.catalogue.words import as_term, flag, limit_words
from bureau.guides.lines import fee_lines
from bureau.guides.parts import Fact

HANDLINGS = {"即办件": "即审即办", "承诺件": "前审后批"}


def facts(content: EditionContent, limits: Limits) -> tuple[Fact, ...]:
    """Promise, statutory limit, visits, fee, kind of handling, result."""
    return tuple(
        one
        for one in (
            _promise(content, limits),
            _statutory(content, limits),
            _visits(content),
            Fact("fee", "收费", "；".join(fee_lines(content)), flag=_fee_flag(content)),
            Fact("handling", "办件类型", content.handling, HANDLINGS.get(content.handling, "")),
            _result(content),
        )
        if one is not None
    )


def _promise(content: EditionContent, limits: Limits) -> Fact | None:
    if limits.promised is None:
        return None
    hints = {
        "working_day": "从受理的第二天起算，周末和节假日不算",
        "session": "上午受理的下午办好，下午受理的第二个工作日上午办好",
    }
    told = [hints.get(limits.promised.unit, ""), limits.promised.basis]
    if limits.shortened:
        told = ["本单位的承诺，比全市统一的更短", hints.get(limits.promised.unit, "")]
    hint = "；".join(one for one in told if one)
    words = limit_words(limits.promised)
    return Fact("promise", "承诺办结", words, hint, flag(limits.promised.mark))


def _statutory(content: EditionContent, limits: Limits) -> Fact:
    if limits.statutory is None:
        mark = "" if content.procedure is Procedure.PUBLIC_SERVICE else "待梳理"
        return Fact("statutory", "法定期限", "没有法定期限", flag=mark)
    limit = limits.statutory
    return Fact("statutory", "法定期限", limit_words(limit), limit.basis, flag(limit.mark))


def _visits(content: EditionContent) -> Fact:
    if content.visits_mark is Mark.UNKNOWN:
        return Fact("visits", "要跑现场", "还没有核定", flag="待梳理")
    reason = content.visits_reason
    return Fact("visits", "要跑现场", f"{content.visits}次", reason, flag(content.visits_mark))


def _fee_flag(content: EditionContent) -> str:
    return flag(content.fee_mark) if not content.fee_free else ""


def _result(content: EditionContent) -> Fact | None:
    if content.result is None:
        return None
    validity = content.result.validity
    hint = f"有效期：{validity}" if validity else ""
    return Fact("result", "办成拿到", content.result.name, hint, flag(content.result.mark))


def speed_up(limits: Limits) -> str:
    """How much shorter the promise is than the law: 比法定期限快50%."""
    if limits.promised is None or limits.statutory is None:
        return ""
    allowed = as_term(limits.statutory).in_working_days()
    promised = as_term(limits.promised).in_working_days()
    if not allowed or promised >= allowed:
        return ""
    return f"比法定期限快{round((1 - promised / allowed) * 100)}%"
