"""How this room says no."""

from collections.abc import Sequence

from bureau.refusal import Refusal


class LetterIncomplete(Refusal):
    """A letter may not go out because it would not say all it must say."""

    def __init__(self, title: str, missing: Sequence[str]) -> None:
        super().__init__(
            f"《{title}》还不能出具，缺少：{'、'.join(missing)}。请补上后再出具。",
            basis="行政许可法第三十二条、第三十八条",
        )
        self.missing = tuple(missing)
