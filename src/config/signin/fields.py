"""Fields of the sign-in pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bureau.people.identifiers import mobile_reason, normalise_phone


class PhoneField(forms.CharField):
    """A mobile number as people write it; its value is the eleven digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["label"] = "手机号"
        attributes = {"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return typed
        number = normalise_phone(typed)
        if reason := mobile_reason(number):
            raise ValidationError(reason, code="invalid")
        return number
