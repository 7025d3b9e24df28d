"""The five grades as the page draws them, the worst not hidden behind the best."""

from bureau.feedback.grades import Grade

ICONS = {
    Grade.VERY_SATISFIED: "mood-happy",
    Grade.SATISFIED: "mood-smile",
    Grade.BASICALLY_SATISFIED: "mood-neutral",
    Grade.DISSATISFIED: "mood-sad",
    Grade.VERY_DISSATISFIED: "mood-cry",
}


def grade_choices() -> list[tuple[str, str, str]]:
    return [(str(grade), grade.label, ICONS[grade]) for grade in Grade]
