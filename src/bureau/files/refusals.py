"""How this room says no."""

from bureau.refusal import Refusal

INFECTED = "这个文件里查出了病毒，不能使用。请在安全的电脑上重新制作后再传。"


class FileRefused(Refusal):
    """The file cannot be kept; the sentence says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


class FileNotReady(Refusal):
    """The file is being examined, or was found harmful."""
