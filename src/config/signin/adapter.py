"""Who signs in, and how: allauth's questions answered by the accounts of ``people``.

Passwords, codes and their limits are allauth's. What happens is an operation with its
line; what somebody typed is never kept.
"""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from bureau.audit.actors import Actor
from bureau.notices.outbox import leave_message
from bureau.offices import queries as offices
from bureau.people import operations as people
from bureau.people import queries
from bureau.people.models import Account, AccountKind, ConfidentialKind
from bureau.workdays import clock
from config import limits, tasks
from config.signin.fields import PhoneField
from desks.design import navigation

SIGN_IN = Actor.system("登录")
CODE_DIGITS = 6
CODE_MINUTES = 5


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Staff number or phone, password or code by SMS."""

    error_messages = {  # noqa: RUF012 - allauth's own form
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "工号（手机号）或密码不对，请核对后再试。",
        "phone_password_mismatch": "手机号或密码不对，请核对后再试。",
        "too_many_login_attempts": "试的次数太多了，请过五分钟再试，或改用短信验证码登录。",
        "incorrect_code": "验证码不对，请核对短信里的六位数字。",
        "incorrect_password": "密码不对，请再输一次。",
        "enter_current_password": "现在的密码不对，请再输一次。",
        "phone_taken": "这个手机号已有账号，请直接登录。",
        "account_inactive": "这个账号已停用，请联系本单位的系统管理员。",
        "rate_limited": "操作太频繁了，请稍后再试。",
        "same_as_current": "和现在的一样，请换一个。",
    }

    # --- who ------------------------------------------------------------------------------

    def get_user_by_phone(self, phone: str) -> Account | None:
        return queries.account_with_phone(phone)

    def get_phone(self, user: Account) -> tuple[str, bool] | None:
        phone = queries.phone_of(user)
        return (phone, user.phone_verified) if phone else None

    def set_phone(self, user: Account, phone: str, verified: bool) -> None:
        people.set_phone(user, phone, verified=verified, by=user.as_actor(), at=clock.now())

    def set_phone_verified(self, user: Account, phone: str) -> None:
        if self.get_phone(user) != (phone, True):
            self.set_phone(user, phone, True)

    def populate_username(self, request: HttpRequest, user: Account) -> None:
        """An applicant has no staff number, and nobody invents one."""

    def save_user(
        self, request: HttpRequest, user: Account, form: forms.Form, commit: bool = True
    ) -> Account:
        name = form.cleaned_data["name"]
        return people.open_account(
            kind=AccountKind.APPLICANT,
            name=name,
            phone=form.cleaned_data["phone"],
            password=form.cleaned_data.get("password1") or "",
            by=Actor.applicant("", name),
            at=clock.now(),
        )

    # --- codes ----------------------------------------------------------------------------

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        kwargs.pop("label", None)
        return PhoneField(**kwargs)

    def generate_phone_verification_code(self, *, user: Account, phone: str) -> str:
        return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))

    def send_verification_code_sms(
        self, user: Account, phone: str, code: str, **kwargs: Any
    ) -> None:
        """The code is left for the outbox; in a trial it also stands on the screen."""
        to = f"account:{user.pk}"
        if queries.phone_of(user) != phone:
            to = str(
                people.note_confidential(
                    ConfidentialKind.PHONE, phone, by=user.as_actor(), at=clock.now()
                )
            )
        leave_message(
            f"code:{secrets.token_hex(12)}",
            channel="sms",
            to_ref=to,
            template="code",
            params={"code": code, "minutes": str(CODE_MINUTES)},
            object_kind="account",
            object_id=str(user.pk),
            by=SIGN_IN,
            at=clock.now(),
        )
        tasks.deliver_soon()
        if settings.CODES_ON_SCREEN and context.request is not None:
            messages.info(context.request, f"演示环境不发短信，验证码是 {code}。")

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nobody has this phone: nothing is sent, and the page says the same as always."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Somebody signs up with a phone that has an account: it gets a code to sign in."""
        account = queries.account_with_phone(phone)
        if account is not None and settings.CODES_ON_SCREEN and context.request is not None:
            messages.info(context.request, "演示环境不发短信：这个手机号已有账号，请直接登录。")

    # --- what stays on record -------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._note_failure(credentials, why="次数太多")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._note_failure(credentials, why="口令不符")

    def _note_failure(self, credentials: dict[str, Any], *, why: str) -> None:
        phone, number = credentials.get("phone"), credentials.get("username")
        account = queries.account_with_phone(phone) if phone else None
        account = account or (queries.account_named(number) if number else None)
        people.note_failed_sign_in(account, why=why, by=Actor.nobody(), at=clock.now())

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponseBase:
        people.note_sign_in(user, by=user.as_actor(), at=clock.now())
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        return response

    # --- where ----------------------------------------------------------------------------

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to the first desk of their posts, everybody else to their own matters."""
        user = request.user
        if isinstance(user, Account) and user.is_staff_member:
            roles = offices.duties(user.pk, clock.now()).roles
            desks = navigation.entries(navigation.RAIL, roles=roles)
            return desks[0].url if desks else "/"
        return navigation.address("public:mine") or "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("account_change_password")
