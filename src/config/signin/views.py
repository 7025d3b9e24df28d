"""Pages of allauth that need a word of ours."""

from allauth.account import views
from allauth.core.exceptions import RateLimited
from django import forms
from django.http import HttpResponseBase


class SignupView(views.SignupView):  # type: ignore[misc]
    """Signing up; the same press sent again meets an account whose code is on its way."""

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        answer: HttpResponseBase
        try:
            answer = super().form_valid(form)
        except RateLimited:
            form.add_error(
                "phone",
                "刚给这个手机号发过验证码。已经按过“注册”的，请回到上一个页面填验证码，"
                "或者半分钟后用短信验证码登录。",
            )
            answer = self.form_invalid(form)
        return answer


signup = SignupView.as_view()
