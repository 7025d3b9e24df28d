"""Sessions whose content is sealed: sign-in keeps a phone there for some minutes."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from bureau.people import cipher

PURPOSE = "session"


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database, encrypted; what cannot be opened is empty."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return cipher.seal(super().encode(session_dict), purpose=PURPOSE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        text = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(cipher.unseal(text, purpose=PURPOSE))
        except cipher.CannotOpen:
            return {}
