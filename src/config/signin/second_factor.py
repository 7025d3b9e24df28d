"""The second factor: secrets are sealed like everything personal."""

from allauth.mfa.adapter import DefaultMFAAdapter

from bureau.people import cipher
from bureau.people.models import Account

PURPOSE = "second_factor"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes from an authenticator app, and recovery codes."""

    def encrypt(self, text: str) -> str:
        return cipher.seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.unseal(encrypted_text, purpose=PURPOSE)

    def get_totp_label(self, user: Account) -> str:
        return user.staff_number or str(user)
