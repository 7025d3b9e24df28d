"""What must be true of the machine before the record can be kept."""

from collections.abc import Sequence
from typing import Any

from django.core import checks

from bureau.audit.canonical import sm3


def install() -> None:
    """Make ``manage.py check`` ask for SM3."""
    checks.register(sm3_is_present)


def sm3_is_present(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """SM3 comes with the machine's OpenSSL; a restricted build may lack it."""
    try:
        found = sm3(b"abc")
    except ValueError:
        found = ""
    if found == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0":
        return []
    return [
        checks.Error(
            "本机的 OpenSSL 不提供 SM3 杂凑算法，留痕无法成链。",
            hint="请换用带 SM3 的 OpenSSL（1.1.1 以上的通常版本都带）。",
            id="audit.E001",
        )
    ]
