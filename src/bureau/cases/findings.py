"""The review points of a case and what counts as found for each."""

from bureau.cases.models import Case, Finding
from bureau.catalogue.elements import EditionContent, Point


def points_of(case: Case, content: EditionContent) -> tuple[Point, ...]:
    """The points that these answers call for, in the edition's order."""
    given = {**case.application.answers, **case.application.situation}
    return content.points_for(given)


def latest_findings(case: Case) -> dict[str, Finding]:
    """The finding that counts for each point: the newest line."""
    return {finding.point_key: finding for finding in case.findings.order_by("id")}


def failed_points(case: Case, content: EditionContent) -> list[Point]:
    """The points that were found not to be met."""
    latest = latest_findings(case)
    return [
        point
        for point in points_of(case, content)
        if point.key in latest and latest[point.key].verdict == "fail"
    ]
