"""How good a password must be, in our words."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's minimum length, whose sentence has no Chinese translation."""

    def get_error_message(self) -> str:
        return f"密码太短，至少要 {self.min_length} 位。可以用一句自己记得住的话。"

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 位。"
