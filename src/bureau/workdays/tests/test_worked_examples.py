"""Every worked example of the domain reference, to the second, and no row left out."""

import csv
from pathlib import Path

import pytest

from bureau.workdays.rules.questions import read_question
from bureau.workdays.tests.calendars import CALENDAR

TABLE = Path(__file__).with_name("worked_examples.csv")
EXAMPLES = list(
    csv.DictReader(
        line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
    )
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["what"])
def test_worked_example(example: dict[str, str]) -> None:
    question = read_question(
        {
            "start": example["start"],
            "value": example["value"],
            "unit": example["unit"],
            "extend": example["extend"],
            "pauses": example["pause"],
            "before": example["backwards"],
        }
    )

    found = question.answer(CALENDAR)

    assert found.due.isoformat() == example["ends"]
    assert found.provisional == (example["provisional"] == "yes")


def test_the_table_is_whole() -> None:
    numbers = [example["what"].split()[0] for example in EXAMPLES]

    assert len(numbers) == len(set(numbers)) == 39
    assert {"1", "2b", "4", "6b", "13d", "22"} <= set(numbers)
