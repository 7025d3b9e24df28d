"""The situational questions of an edition, as a page asks them and reads the answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bureau.catalogue.elements import EditionContent, When

PREFIX = "q-"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    name: str
    text: str
    hint: str
    choices: tuple[tuple[str, str, str], ...]
    chosen: str
    when: str = ""  # for reveal.js: the answers that bring this question up


def asked(content: EditionContent, given: Mapping[str, str]) -> list[AskedQuestion]:
    """Every question that belongs to the answers so far."""
    answers: dict[str, object] = dict(chosen(content, given))
    return [
        AskedQuestion(
            name=PREFIX + question.key,
            text=question.text,
            hint=question.hint,
            choices=tuple((o.key, o.label, o.hint) for o in question.options),
            chosen=str(answers.get(question.key, "")),
        )
        for question in content.questions
        if question.when is None or question.when.holds(answers)
    ]


def every(content: EditionContent, given: Mapping[str, str]) -> list[AskedQuestion]:
    """Every question of the edition, each with the answers that bring it up."""
    answers = chosen(content, given)
    return [
        AskedQuestion(
            name=PREFIX + question.key,
            text=question.text,
            hint=question.hint,
            choices=tuple((o.key, o.label, o.hint) for o in question.options),
            chosen=answers.get(question.key, ""),
            when=_when(question.when),
        )
        for question in content.questions
    ]


def _when(when: When | None) -> str:
    if when is None:
        return ""
    return json.dumps({PREFIX + key: list(allowed) for key, allowed in when.answers.items()})


def chosen(content: EditionContent, given: Mapping[str, str]) -> dict[str, str]:
    """The answers among the options of the edition; anything else is left out."""
    answers = {}
    for question in content.questions:
        answer = given.get(PREFIX + question.key, given.get(question.key, ""))
        if answer in {option.key for option in question.options}:
            answers[question.key] = answer
    return answers
