"""Whom to tell and how to deliver: nothing here requires a phone."""

from dataclasses import dataclass

from django import forms

from bureau.people import identifiers

WISHES = (
    ("sms", "发短信", "有结果就发短信告诉您"),
    ("letter", "寄信", "寄到您写的地址"),
    ("none", "不用通知", "您自己上网、打电话或到窗口查"),
)
DELIVERIES = (
    ("electronic", "网上下载", "电子证照和纸质的效力相同"),
    ("pick_up", "到窗口领", "凭证件领取"),
    ("post", "邮寄", "寄到您写的地址，到付还是免费看指南"),
)


@dataclass(frozen=True, slots=True)
class ContactError:
    target: str
    label: str
    text: str


class ContactForm(forms.Form):
    """Shape only; whether the phone can be one is said by the people's room as well."""

    contact_name = forms.CharField(label="联系人", required=False, max_length=60)
    contact_wish = forms.ChoiceField(
        label="怎么通知您", choices=[(key, label) for key, label, _ in WISHES]
    )
    contact_phone = forms.CharField(label="手机或座机", required=False, max_length=30)
    contact_address = forms.CharField(label="邮寄地址", required=False, max_length=200)
    delivery_wish = forms.ChoiceField(
        label="结果怎么给您", choices=[(key, label) for key, label, _ in DELIVERIES]
    )

    def clean(self) -> dict[str, str]:
        told: dict[str, str] = dict(super().clean() or {})
        phone = identifiers.normalise_phone(told.get("contact_phone", ""))
        if told.get("contact_wish") == "sms" and not phone:
            self.add_error(
                "contact_phone", "选了发短信，请填手机号；没有手机可以选寄信或不用通知。"
            )
        if phone and (reason := identifiers.phone_reason(phone)):
            self.add_error("contact_phone", reason)
        posts = "letter" in told.get("contact_wish", "") or told.get("delivery_wish") == "post"
        if posts and not told.get("contact_address", "").strip():
            self.add_error("contact_address", "选了邮寄，请填写收信地址。")
        return told

    @property
    def error_lines(self) -> list[ContactError]:
        """Everything that is wrong, each with its control."""
        return [
            ContactError(f"id_{name}", str(self.fields[name].label), str(text))
            for name, texts in self.errors.items()
            for text in texts
        ]

    def spoken(self) -> list[tuple[str, str]]:
        """What was chosen, in words, for the check page."""
        if not self.is_valid():
            return []
        told = self.cleaned_data
        wish = {key: label for key, label, _ in WISHES}[told["contact_wish"]]
        delivery = {key: label for key, label, _ in DELIVERIES}[told["delivery_wish"]]
        lines = [("怎么通知您", wish), ("结果怎么给您", delivery)]
        if told["contact_phone"]:
            lines.append(("电话", told["contact_phone"]))
        if told["contact_address"]:
            lines.append(("邮寄地址", told["contact_address"]))
        return lines
