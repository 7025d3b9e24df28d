"""Who may open which page: one row for every name of the URLconf."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

OPENS, GOES_ON, SIGN_IN, NOTHING = "opens", "goes on", "sign in", "nothing"
FORBIDDEN, WRONG_WAY = "forbidden", "wrong way"

SIGNED_IN = frozenset(
    {
        *("owner", "other", "clerk", "neighbour", "clerk_elsewhere", "clerk_below", "guide"),
        *("hall_manager", "examiner", "approver", "head", "item_keeper", "supervisor"),
        *("statistics", "review_officer", "discipline", "administrator", "device"),
    }
)
DEVICES = frozenset({"kiosk", "board", "pad"})
"""Enrolled ones; "device" is an account of that kind, which opens nothing."""
STRANGERS = DEVICES | {"nobody"}
EVERYBODY = SIGNED_IN | STRANGERS
CLERKS = frozenset({"clerk", "neighbour", "clerk_elsewhere", "clerk_below"})
AT_WINDOWS = CLERKS | {"hall_manager", "head"}
IN_HALLS = AT_WINDOWS | {"guide"}
REVIEWERS = frozenset({"examiner", "approver", "head"})
FIGURES = frozenset({"supervisor", "statistics", "head"})
WATCHERS = FIGURES | {"review_officer", "discipline"}
STEWARDS = frozenset({"item_keeper", "supervisor", "head"})
WRITERS = frozenset({"item_keeper"})
HANDBOOK_READERS = IN_HALLS | REVIEWERS | STEWARDS
DRAFT = {"item": "item", "edition": "draft_edition"}
APPLICANTS = frozenset({"owner", "other"})
HERE = frozenset({"clerk", "neighbour", "hall_manager", "head"})
"""Those of the windows whose office has a step in the cases of the house."""


@dataclass(frozen=True)
class Row:
    """Who may open one page, with which things in its address, and what the others meet."""

    to: frozenset[str]
    using: Mapping[str, str] = field(default_factory=dict)
    reads: str = OPENS
    posts: bool = False
    others: str = NOTHING
    nobody: str = SIGN_IN
    besides: Mapping[str, str] = field(default_factory=dict)
    """Those of ``to`` who meet something else than the others."""

    def expected(self, who: str) -> str:
        """What somebody meets who opens the page."""
        if self.reads == WRONG_WAY:
            return WRONG_WAY
        return self.besides.get(who, self.reads) if who in self.to else self.denied(who)

    def denied(self, who: str) -> str:
        return self.others if who in SIGNED_IN else self.nobody

    def address(self, name: str, things: Mapping[str, str]) -> str:
        return reverse(name, kwargs={key: things[thing] for key, thing in self.using.items()})


def page(to: Iterable[str], *, posts: bool = False, reads: str = OPENS, **using: str) -> Row:
    return Row(frozenset(to), using, reads, posts)


def act(to: Iterable[str], **using: str) -> Row:
    """Takes what a form sends and shows nothing by itself."""
    return Row(frozenset(to), using, WRONG_WAY, posts=True)


def anybody(*, posts: bool = False, **using: str) -> Row:
    return page(EVERYBODY, posts=posts, **using)


def outcome_of(answer: HttpResponseBase) -> str:
    """What a person meets, from what came back."""
    if 200 <= answer.status_code < 300:
        return OPENS
    if answer.status_code in (301, 302, 303):
        return SIGN_IN if answer["Location"].startswith("/accounts/login/") else GOES_ON
    met = {403: FORBIDDEN, 404: NOTHING, 405: WRONG_WAY}
    return met.get(answer.status_code, str(answer.status_code))


def every_page() -> list[str]:
    """Every name of the URLconf with its desk before it."""
    return list(_names(get_resolver().url_patterns, ()))


def _names(patterns: Iterable[URLPattern | URLResolver], desks: tuple[str, ...]) -> Iterable[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns, (*desks, one.namespace) if one.namespace else desks)
        else:
            assert one.name, f"an address without a name: {one}"
            yield ":".join((*desks, one.name))


MINE = {"owner"}

WHO_MAY: dict[str, Row] = {
    "health": anybody(),
    # sign-in
    "account_login": Row(STRANGERS, posts=True, others=GOES_ON),
    "account_request_login_code": Row(STRANGERS, posts=True, others=GOES_ON),
    "account_confirm_login_code": Row(frozenset(), posts=True, others=GOES_ON),
    "account_signup": Row(STRANGERS, posts=True, others=GOES_ON),
    "account_logout": Row(SIGNED_IN, posts=True, nobody=GOES_ON),
    "account_inactive": anybody(),
    # nobody of the house has a password or an app yet
    "account_reauthenticate": Row(frozenset(), posts=True, others=FORBIDDEN),
    "account_change_password": page(SIGNED_IN, posts=True, reads=GOES_ON),
    "account_set_password": page(SIGNED_IN, posts=True),
    "account_verify_phone": Row(frozenset(), posts=True, others=GOES_ON),
    "account_change_phone": page(SIGNED_IN, posts=True),
    "mfa_index": page(SIGNED_IN),
    "mfa_authenticate": Row(frozenset(), posts=True, others=GOES_ON),
    "mfa_reauthenticate": Row(frozenset(), posts=True, others=FORBIDDEN),
    "mfa_activate_totp": page(SIGNED_IN, posts=True),
    "mfa_deactivate_totp": page((), posts=True),
    "mfa_view_recovery_codes": page(()),
    "mfa_generate_recovery_codes": page(SIGNED_IN, posts=True),
    "mfa_download_recovery_codes": page(()),
    # find out
    "public:home": anybody(),
    "public:place": anybody(posts=True),
    "public:guides": anybody(),
    "public:item_list": anybody(),
    "public:guide": anybody(item="item"),
    "public:guide_print": anybody(item="item"),
    "public:reports": anybody(),
    "public:report_guide": anybody(item="item", posts=True),
    "public:guide_paper": anybody(item="item", kind="paper_kind"),
    "public:guide_file": anybody(item="item", kind="paper_kind", form="paper_form"),
    "public:guide_form": anybody(item="item", form="form"),
    "public:guide_example": anybody(item="item", form="form"),
    "public:halls": anybody(),
    "public:hall": anybody(key="hall"),
    "public:access": anybody(),
    "public:privacy": anybody(),
    "public:roots": anybody(),
    "public:plan": anybody(),
    # apply
    "public:begin": page(APPLICANTS, item="item", posts=True),
    "public:draft": page(MINE, uid="draft", posts=True),
    "public:draft_situation": page(MINE, uid="draft", posts=True),
    "public:draft_materials": page(MINE, uid="draft", posts=True),
    "public:draft_contact": page(MINE, uid="draft", posts=True),
    "public:draft_save": act(MINE, uid="draft"),
    "public:draft_upload": act(MINE, uid="draft", material="material"),
    "public:draft_drop": act(MINE, uid="draft", material="material"),
    "public:draft_check": page(MINE, uid="draft", posts=True),
    "public:draft_discard": act(MINE, uid="draft"),
    "public:file": page(MINE, uid="draft_upload"),
    # one's own
    "public:me": page(APPLICANTS, posts=True),
    "public:mandates": page(APPLICANTS, posts=True),
    "public:mandate_revoke": act(MINE, uid="mandate"),
    "public:messages": page(APPLICANTS),
    # follow, rate, verify
    "public:mine": page(APPLICANTS),
    "public:receipt": page(MINE, number="received"),
    "public:case": page(MINE, number="received"),
    "public:supplement": act(MINE, number="received"),
    "public:withdraw": act(MINE, number="received"),
    "public:letter": page(MINE, number="received", uid="letter"),
    "public:licence": page(MINE, number="granted", token="licence"),
    "public:follow": anybody(posts=True),
    "public:ratings": anybody(posts=True),
    "public:rate": anybody(token="rating", posts=True),
    "public:verify": anybody(posts=True),
    "public:verify_code": anybody(token="licence", posts=True),
    # the window
    "clerk:home": page(IN_HALLS),
    "clerk:window": act(IN_HALLS),
    "clerk:call": act(IN_HALLS),
    "clerk:ticket": act(IN_HALLS),
    "clerk:line": page(IN_HALLS),
    "clerk:day": page(AT_WINDOWS, posts=True),
    "clerk:find": page(IN_HALLS),
    "clerk:look": act(AT_WINDOWS),
    "clerk:visit": page(HERE | {"guide"}, uid="visit"),
    "clerk:person": act(HERE | {"guide"}, uid="visit"),
    "clerk:principal": act(HERE | {"guide"}, uid="visit"),
    "clerk:begin": act(HERE, uid="visit"),
    "clerk:sheet": act(HERE | {"guide"}, uid="visit"),
    "clerk:end": act(HERE | {"guide"}, uid="visit"),
    "clerk:take_over": act({"hall_manager", "head"}, uid="visit"),
    "clerk:visit_letter": page(HERE | {"guide"}, uid="visit", letter="sheet"),
    "clerk:receive": page({"clerk"}, uid="window_draft", posts=True),
    "clerk:receive_save": act({"clerk"}, uid="window_draft"),
    # Half filled in: back to the form, which says what is missing.
    "clerk:receive_check": page({"clerk"}, posts=True, reads=GOES_ON, uid="window_draft"),
    # whose visitor it is not reads why
    "clerk:receive_continue": act(AT_WINDOWS, uid="window_draft"),
    "clerk:receive_discard": act({"clerk"}, uid="window_draft"),
    "clerk:draft_file": page({"clerk"}, uid="window_draft", upload="window_upload"),
    "clerk:judge": act(HERE, number="received"),
    "clerk:accept": act(HERE, number="received"),
    "clerk:grant": act(HERE, number="received"),
    "clerk:notice": act(HERE, number="received"),
    "clerk:turn_away": act(HERE, number="received"),
    "clerk:correct": act(HERE, number="received"),
    "clerk:supplement": act(HERE, number="received"),
    "clerk:withdraw": act(HERE, number="received"),
    "clerk:deliver": page(HERE, number="granted", posts=True),
    "clerk:letter": page(HERE, number="received", uid="letter"),
    "clerk:file": page(HERE, number="received", upload="upload"),
    "clerk:case": page(HERE, number="received"),
    # examine and decide
    "reviewer:home": page(REVIEWERS),
    "reviewer:next": act(REVIEWERS),
    "reviewer:look": page(REVIEWERS, posts=True),
    "reviewer:take": act(REVIEWERS, number="accepted"),
    "reviewer:find": act(REVIEWERS, number="accepted"),
    "reviewer:propose": act(REVIEWERS, number="accepted"),
    "reviewer:grant": act(REVIEWERS, number="examined"),
    "reviewer:refuse": page({"approver"}, number="examined", posts=True),
    "reviewer:return": act(REVIEWERS, number="examined"),
    "reviewer:file": page(REVIEWERS, number="received", uid="upload"),
    "reviewer:letter": page(REVIEWERS, number="received", uid="letter"),
    "reviewer:looked": page((), number="accepted"),
    "reviewer:case": page(REVIEWERS, number="accepted"),
    # the hall; a device is known by its secret, not by who signed in
    "hall:home": page({"hall_manager", "head"}),
    "hall:invite": act({"hall_manager", "head"}),
    "hall:device": act({"hall_manager", "head"}, uid="device"),
    "hall:enrol": anybody(invitation="invitation", posts=True),
    "hall:board": Row(frozenset({"board"}), nobody=NOTHING),
    "hall:kiosk": Row(frozenset({"kiosk"}), nobody=NOTHING),
    "hall:take": Row(frozenset({"kiosk"}), reads=WRONG_WAY, posts=True, nobody=NOTHING),
    "hall:taken": Row(frozenset({"kiosk"}), {"uid": "visit"}, nobody=NOTHING),
    "hall:pad": Row(frozenset({"pad"}), posts=True, nobody=NOTHING),
    "hall:ticket": anybody(uid="visit"),
    # keep the items
    "steward:exchange": page(STEWARDS, posts=True),
    "steward:export": page(STEWARDS),
    "steward:workbook": page((), uid="upload", posts=True),
    "steward:reading": page((), uid="upload"),
    "steward:findings": page(STEWARDS),
    "steward:mend": act(WRITERS, item="item"),
    "steward:reports": page(STEWARDS, posts=True),
    "steward:laws": page(STEWARDS),
    "steward:law_change": page(STEWARDS, change="law_change"),
    "steward:article": page(STEWARDS, posts=True, document="law", article="article"),
    "steward:handbook": page(HANDBOOK_READERS, item="item"),
    "steward:handbook_file": page(HANDBOOK_READERS, item="item", form="paper_form"),
    "steward:consistency": page(STEWARDS),
    "steward:consistency_of": page(STEWARDS, item="item"),
    "steward:sameness": page(STEWARDS, posts=True),
    "steward:sameness_export": page(STEWARDS),
    "steward:sameness_elements": act({"item_keeper"}),
    "steward:foreign_list": page(STEWARDS, uid="foreign_list", posts=True),
    "steward:cell": page(STEWARDS, uid="foreign_list", item="item", posts=True),
    "steward:home": page(STEWARDS),
    "steward:item": page(STEWARDS, item="item"),
    "steward:edition": page(STEWARDS, item="item", edition="edition"),
    "steward:comparison": page(STEWARDS, item="item"),
    "steward:listings": page(STEWARDS),
    "steward:office": page(STEWARDS, office="office"),
    "steward:listing": page(STEWARDS, posts=True, office="office", item="item"),
    "steward:confirm_listing": act(WRITERS, office="office", item="item"),
    "steward:except_from_hall": act(WRITERS, office="office", item="item"),
    "steward:end_listing": act(WRITERS, office="office", item="item"),
    "steward:closing": page(STEWARDS, posts=True, item="item"),
    "steward:confirm_closing": act(WRITERS, item="item"),
    "steward:drop_closing": act(WRITERS, item="item"),
    "steward:open_draft": act(WRITERS, item="item"),
    "steward:draft": page(STEWARDS, **DRAFT),
    "steward:element": page(STEWARDS, posts=True, **DRAFT, place="place"),
    "steward:remove": act(WRITERS, **DRAFT, place="place"),
    "steward:move": act(WRITERS, **DRAFT, place="place"),
    "steward:add": act(WRITERS, **DRAFT),
    "steward:undo": act(WRITERS, **DRAFT),
    "steward:confirm": act(WRITERS, **DRAFT),
    "steward:discard": act(WRITERS, **DRAFT),
    "steward:present": act(WRITERS, **DRAFT),
    "steward:publication": page(STEWARDS, **DRAFT),
    "steward:propose": act(WRITERS, **DRAFT),
    "steward:send_back": act(WRITERS, **DRAFT),
    "steward:publish": act(WRITERS, **DRAFT),
    "steward:suspend": act(WRITERS, item="item", edition="edition"),
    "steward:resume": act(WRITERS, item="item", edition="edition"),
    "steward:recall": act(WRITERS, item="item", edition="edition"),
    # watch over the work
    "supervisor:home": Row(WATCHERS, besides={"review_officer": GOES_ON, "discipline": GOES_ON}),
    "supervisor:overdue": page(FIGURES),
    "supervisor:tasks": page({"supervisor", "review_officer", "head"}),
    "supervisor:task": page({"supervisor", "review_officer"}, uid="task"),
    "supervisor:verify": act({"supervisor", "review_officer"}, uid="task"),
    "supervisor:finish": act({"supervisor", "review_officer"}, uid="task"),
    "supervisor:audit": page({"supervisor", "discipline"}),
    "supervisor:case": page(
        {"supervisor", "discipline", "review_officer", "head"}, number="accepted", posts=True
    ),
    "supervisor:indicator": page(FIGURES, key="indicator"),
    "supervisor:rows": page(FIGURES, key="indicator", part="part"),
    # the house style; a trial's pages
    "design:mode": Row(EVERYBODY, reads=WRONG_WAY, posts=True),
    "design:language": Row(EVERYBODY, reads=GOES_ON, posts=True),
    "design:gallery": anybody(),
    "design:draft": Row(EVERYBODY, reads=WRONG_WAY, posts=True),
    "design:refused": Row(EVERYBODY, reads=WRONG_WAY, posts=True),
    "design:shell": anybody(name="shell"),
}
