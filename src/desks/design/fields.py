"""Form fields of the house with one control each, one class per kind of a catalogue field.

They check shape only (a date is a date, a code has its places); whether it makes sense is for the
operation. Their values are plain and fit for JSON: text, decimal text, ISO days, option keys.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from bureau.people import identifiers
from bureau.registry.queries import is_in_the_register
from desks.design import text


class Plain(forms.Field):
    """A field with one control. ``kind`` chooses how field.html draws it."""

    kind = "text"
    control = "input"
    input_type = "text"
    inputmode = ""
    autocomplete = ""
    default = ""  # what is chosen from the start
    narrow = False
    numeric = False

    def __init__(self, *, max_length: int = 200, unit: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "这一项要填。"})
        super().__init__(**kwargs)
        self.max_length = max_length
        self.unit = unit

    def tidy(self, value: str) -> str:
        return text.one_line(value, longest=self.max_length)

    def to_python(self, value: Any) -> str:
        return self.tidy(value) if isinstance(value, str) else ""

    def clean(self, value: Any) -> Any:
        cleaned = self.to_python(value)
        self.validate(cleaned)
        if cleaned:
            self.check(cleaned)
        return cleaned

    def check(self, value: str) -> None:
        """Shape of a value that is not empty."""


class Text(Plain):
    """Free words in one line."""


class Name(Plain):
    """A name: rare characters are kept, pictures and numbers of persons are not names."""

    def tidy(self, value: str) -> str:
        return text.name(value, longest=self.max_length)


class Paragraphs(Plain):
    kind = "textarea"
    control = "textarea"
    widget = forms.Textarea

    def tidy(self, value: str) -> str:
        return text.many_lines(value, longest=self.max_length)


class Address(Plain):
    kind = "address"
    autocomplete = "street-address"


class Number(Plain):
    kind = "number"
    inputmode = "decimal"
    narrow = True
    numeric = True

    def tidy(self, value: str) -> str:
        return text.decimal_text(value)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return self.plain(cleaned) if cleaned else ""

    def check(self, value: str) -> None:
        try:
            amount = Decimal(value)
        except InvalidOperation:
            raise ValidationError("请填数字，例如 42 或 42.5。") from None
        if not amount.is_finite() or abs(amount) >= Decimal(10) ** 13:
            raise ValidationError("这个数太大了，请核对单位。")
        if amount < 0:
            raise ValidationError("不能是负数，请核对。")
        exponent = amount.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -4:
            raise ValidationError("小数最多 4 位。")

    def plain(self, value: str) -> str:
        return f"{Decimal(value):f}"


class Money(Number):
    """Yuan; capital in 万元 has its unit set by the edition."""

    kind = "money"


class Area(Number):
    kind = "area"


class Day(Plain):
    kind = "date"
    input_type = "date"
    narrow = True
    numeric = True

    def tidy(self, value: str) -> str:
        plain = text.decimal_text(value).replace("/", "-").replace(".", "-")
        return re.sub(r"^(\d{4})年(\d{1,2})月(\d{1,2})日?$", r"\1-\2-\3", plain)

    def check(self, value: str) -> None:
        self._parse(value)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        return self._parse(cleaned).isoformat() if cleaned else ""

    @staticmethod
    def _parse(value: str) -> date:
        found = re.match(r"^(\d{4})-?(\d{1,2})-?(\d{1,2})$", value)
        try:
            if found is None:
                raise ValueError
            parsed = date(*(int(part) for part in found.groups()))
        except ValueError:
            raise ValidationError("日期请这样填：2026-03-18。") from None
        if not 1900 <= parsed.year <= 2199:
            raise ValidationError("年份不对，请核对。")
        return parsed


class Phone(Plain):
    kind = "phone"
    input_type = "tel"
    inputmode = "tel"
    autocomplete = "tel"
    narrow = True
    numeric = True

    def tidy(self, value: str) -> str:
        return identifiers.normalise_phone(value)

    def check(self, value: str) -> None:
        if sentence := identifiers.phone_reason(value):
            raise ValidationError(sentence)


class Uscc(Plain):
    kind = "uscc"
    narrow = True
    numeric = True

    def tidy(self, value: str) -> str:
        return identifiers.normalise_identifier(value)

    def check(self, value: str) -> None:
        """A code that can be one, or that our own register gave: the trial's cannot be one."""
        sentence = identifiers.uscc_reason(value)
        if sentence and not is_in_the_register(value):
            raise ValidationError(sentence)


class Choice(Plain):
    """One of a few; as cards, or as a list when there are more than five."""

    kind = "choice"
    control = "radio"

    def __init__(self, *, options: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "请选一项。"})
        super().__init__(**kwargs)
        self.options = tuple(options)
        self.control = "radio" if len(self.options) <= 5 else "select"

    def check(self, value: str) -> None:
        if value not in {key for key, _, _ in self.options}:
            raise ValidationError("请从列出的里面选一项。")


class YesNo(Choice):
    kind = "yes_no"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("options", None)
        super().__init__(options=(("yes", "是", ""), ("no", "否", "")), **kwargs)


class Declaration(Plain):
    """A statement to be ticked; its words are the label."""

    kind = "declaration"
    control = "tick"

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"required": "请读一遍，同意的话打勾。"}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return "yes" if value in ("yes", "on", "true", True) else ""


class ManyWidget(forms.Widget):
    """Reads every value sent under one name."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if isinstance(data, MultiValueDict):
            return data.getlist(name)
        value = data.get(name, [])
        return value if isinstance(value, list) else [value]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False


class Choices(Plain):
    kind = "choices"
    control = "checks"
    widget = ManyWidget

    def __init__(self, *, options: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "请至少选一项。"})
        super().__init__(**kwargs)
        self.options = tuple(options)

    def clean(self, value: Any) -> Any:
        picked = list(dict.fromkeys(one for one in value or [] if isinstance(one, str) and one))
        if not picked and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if set(picked) - {key for key, _, _ in self.options}:
            raise ValidationError("请从列出的里面选。")
        return picked
