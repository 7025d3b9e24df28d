"""The forms of sign-in and sign-up, in the words of the house."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from bureau.people.identifiers import mobile_reason, normalise_identifier, normalise_phone
from bureau.people.names import clean_name
from bureau.people.refusals import AccountTaken
from bureau.refusal import Refusal


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """Staff number or phone in one field: people need not know which it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = "工号或手机号"
        login.max_length = 60
        login.widget.attrs.update(autocomplete="username", placeholder="", autocapitalize="none")
        self.fields["password"].label = "密码"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs["placeholder"] = ""

    def clean_login(self) -> str:
        """One written form, so that tries under any spelling count together."""
        typed = self.cleaned_data["login"]
        phone = normalise_phone(typed)
        return phone if not mobile_reason(phone) else normalise_identifier(typed)


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    """An applicant opens an account: name, phone, password."""

    field_order = ("name", "phone", "password1")
    name = forms.CharField(
        label="您的姓名",
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = True
        self.fields["phone"].help_text = "没有手机不用注册，直接到窗口办，一样受理。"
        self.fields["password1"].label = "设一个密码"
        self.fields["password1"].help_text = "至少 10 位，不能全是数字，也不要用常见的密码。"
        self.fields["password1"].widget.attrs["placeholder"] = ""

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"])
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal

    def try_save(self, request: HttpRequest) -> Any:
        """Somebody may have taken the phone since the form was checked."""
        try:
            return super().try_save(request)
        except AccountTaken:
            self.account_already_exists = True
            return super().try_save(request)
