"""The one way the domain says no."""


class Refusal(Exception):
    """An act is not possible now: what is wrong, what to do next, and on which basis.

    ``message`` is a plain Chinese sentence for the person who asked. ``basis`` names the
    article the refusal rests on, where there is one. ``field`` names the form field at
    fault, so that a page can put the sentence beside it. It is the only exception a view
    catches; everything else is a defect and surfaces with its traceback.
    """

    def __init__(self, message: str, *, basis: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.basis = basis
        self.field = field

    def __str__(self) -> str:
        return f"{self.message}（依据：{self.basis}）" if self.basis else self.message
