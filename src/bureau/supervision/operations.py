"""Loading what figures are held against; nothing else of this room writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from bureau.audit.actors import Actor
from bureau.audit.operations import operation, record
from bureau.refusal import Refusal
from bureau.supervision.definitions import INDICATORS
from bureau.supervision.models import GroupItem, Target
from bureau.supervision.rules import Comparison


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """A target as it is written in the plan."""

    indicator: str
    value: Fraction
    comparison: Comparison
    valid_from: date
    source: str


@operation
def load_targets(targets: Collection[TargetFacts], *, by: Actor, at: datetime) -> int:
    """Take in targets; how many were new. One that holds is never rewritten: a new one
    begins on a later day, so that a past period keeps the target it had."""
    known = {
        (row.indicator, row.valid_from): (Fraction(row.numerator, row.denominator), row.comparison)
        for row in Target.objects.all()
    }
    new = []
    for target in targets:
        if target.indicator not in INDICATORS:
            raise Refusal(f"没有“{target.indicator}”这个指标，请核对目标文件。")
        held = known.get((target.indicator, target.valid_from))
        if held is None:
            new.append(target)
        elif held != (target.value, target.comparison):
            raise Refusal(
                f"“{INDICATORS[target.indicator].name}”从 {target.valid_from} 起的目标已经在用，"
                "不能改写。要改目标，请另写一行，用新的启用日。"
            )
    Target.objects.bulk_create(
        Target(
            indicator=target.indicator,
            numerator=target.value.numerator,
            denominator=target.value.denominator,
            comparison=target.comparison,
            valid_from=target.valid_from,
            source=target.source,
        )
        for target in new
    )
    if new:
        record(
            "targets.loaded",
            "targets",
            "all",
            by=by,
            at=at,
            chain="supervision",
            facts={"count": len(new), "indicators": " ".join(sorted({t.indicator for t in new}))},
        )
    return len(new)


@operation
def load_groups(groups: Mapping[str, Collection[str]], *, by: Actor, at: datetime) -> int:
    """Which items each indicator speaks of, as the file now says; how many changed."""
    wanted = {(group, item) for group, items in groups.items() for item in items}
    held = set(GroupItem.objects.values_list("group", "item_key"))
    for group, item in sorted(held - wanted):
        GroupItem.objects.filter(group=group, item_key=item).delete()
    GroupItem.objects.bulk_create(
        GroupItem(group=group, item_key=item) for group, item in sorted(wanted - held)
    )
    changed = held ^ wanted
    if changed:
        record(
            "indicator_groups.loaded",
            "indicator_groups",
            "all",
            by=by,
            at=at,
            chain="supervision",
            facts={
                "count": len(wanted),
                "added": " ".join(sorted("/".join(one) for one in wanted - held)),
                "removed": " ".join(sorted("/".join(one) for one in held - wanted)),
            },
        )
    return len(changed)
