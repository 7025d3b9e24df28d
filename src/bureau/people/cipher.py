"""Personal data at rest: AES-GCM with the name of its key in the value, and a keyed index.

The settings hold the keys by name: the current one seals, each opens, so keys change
without touching old values. The blind index (HMAC-SM3 under a key of its own) finds a
number without storing it.
"""

import base64
import binascii
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

ACCOUNT_PHONE = "account_phone"
"""What the phone of an account is sealed for."""

_NONCE = 12


class CannotOpen(RuntimeError):
    """A sealed value was changed, belongs elsewhere, or its key is gone."""


def seal(text: str, *, purpose: str) -> str:
    """Encrypt; the value opens only for the same purpose (its kind)."""
    name: str = settings.PERSONAL_DATA_KEY_ID
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key(name)).encrypt(nonce, text.encode(), purpose.encode())
    return f"{name}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(value: str, *, purpose: str) -> str:
    """Decrypt what ``seal`` made."""
    name, _, body = value.partition(":")
    key = _key(name)
    try:
        raw = base64.b64decode(body, validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode()).decode()
    except (InvalidTag, ValueError, binascii.Error) as trouble:
        raise CannotOpen("the value was changed or belongs elsewhere") from trouble


def blind(text: str, *, purpose: str) -> str:
    """The same text of the same kind always gives the same index, and no way back."""
    key: bytes = settings.BLIND_INDEX_KEY
    return hmac.new(key, f"{purpose}\0{text}".encode(), "sm3").hexdigest()


def blind_tail(text: str, *, purpose: str) -> str:
    """The index of the last four signs, for asking somebody for just those."""
    return blind(text[-4:], purpose=f"{purpose}.tail")


def _key(name: str) -> bytes:
    keys: dict[str, bytes] = settings.PERSONAL_DATA_KEYS
    try:
        return keys[name]
    except KeyError as trouble:
        raise CannotOpen(f"no key named {name!r}") from trouble
