"""How the examination of a file says no."""


class Unfit(Exception):
    """We cannot keep this file; the sentence says what is wrong and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
