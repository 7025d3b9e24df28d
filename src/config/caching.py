"""Names in the shared cache: a keyed digest, because limits count by phone and address."""

import hmac

from django.conf import settings


def keyed(key: str, key_prefix: str, version: int) -> str:
    """The name under which something stands in the cache; nobody reads a phone from it."""
    plain = f"{key_prefix}:{version}:{key}"
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), "sha256").hexdigest()
