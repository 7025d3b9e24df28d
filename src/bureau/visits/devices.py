"""What is kept of a device's secret, and how a device shows that it holds it."""

import hashlib
import hmac


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def holds(kept: str, secret: str) -> bool:
    """Whether ``secret`` is the one of which ``kept`` was kept; nothing was kept, never."""
    return bool(kept) and hmac.compare_digest(kept, digest(secret))
