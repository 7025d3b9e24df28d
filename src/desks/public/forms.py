"""Forms of one's own page. They check shape only; sense is for the operation."""

from django import forms
from django.core.exceptions import ValidationError

from bureau.people import identifiers
from desks.design import text
from desks.design.groups import ID_KINDS


class WhoYouAre(forms.Form):
    """A person as their document names them."""

    name = forms.CharField(label="姓名", required=False, max_length=400)
    id_kind = forms.ChoiceField(label="证件类型", choices=ID_KINDS, initial=identifiers.ID_CARD)
    id_number = forms.CharField(label="证件号码", required=False, max_length=60)

    def clean_name(self) -> str:
        name = text.name(self.cleaned_data.get("name", ""), longest=100)
        if not name:
            raise ValidationError("请填写姓名，和证件上的一样。")
        return name

    def clean(self) -> dict[str, str]:
        told: dict[str, str] = dict(super().clean() or {})
        number = identifiers.normalise_identifier(told.get("id_number", ""))
        if not number:
            self.add_error("id_number", "请填写证件号码。")
        elif reason := identifiers.why_not(told.get("id_kind", identifiers.ID_CARD), number):
            self.add_error("id_number", reason)
        told["id_number"] = number
        return told


class GiveMandate(WhoYouAre):
    """Whom to let act, in what and until when."""

    scope = forms.ChoiceField(
        label="能办什么",
        choices=[("everything", "我的全部事项"), ("one", "只办一件事")],
        initial="one",
    )
    item = forms.CharField(label="哪件事", required=False, max_length=80)
    valid_to = forms.DateField(
        label="到哪天为止",
        required=False,
        error_messages={"invalid": "日期请写成 2026-03-23 的样子。"},
    )

    def clean(self) -> dict[str, str]:
        told = super().clean()
        if told.get("scope") == "one" and not told.get("item"):
            self.add_error("item", "请选一件事，或者选“我的全部事项”。")
        return told
