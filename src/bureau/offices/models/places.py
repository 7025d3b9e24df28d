"""Authority ≠ office ≠ reporting unit: who answers in law, who works, who is counted."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value

from bureau.offices.words import Level, OfficeKind


class Authority(models.Model):
    """A legal person that decides in its own name and answers for it."""

    code = models.CharField(max_length=18, unique=True)
    """Unified social credit code."""
    name = models.TextField(unique=True)
    short_name = models.TextField()
    """As it stands in the numbers of documents (文号简称)."""
    level = models.TextField(choices=Level)
    area = models.TextField()
    reconsideration = models.TextField(blank=True)
    """To whom an application for 行政复议 goes."""
    court = models.TextField(blank=True)
    """Where an administrative action (行政诉讼) is brought."""
    phone = models.TextField(blank=True)
    supervision_phone = models.TextField(blank=True)
    seal_name = models.TextField(blank=True)
    """The words on the seal; empty: there is none yet and letters say so."""
    seal_number = models.TextField(blank=True)
    marks = models.JSONField(default=dict)
    """Which fields are only examples: field → mark."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_authority_code_has_18_signs",
                condition=Q(code__regex=r"^[0-9A-HJ-NPQRTUWXY]{18}$"),
                violation_error_message="机关的统一社会信用代码应为 18 位。",
            ),
        ]


class Office(models.Model):
    """A node of the tree. ``key`` never changes; a reorganisation ends one and opens another."""

    key = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=OfficeKind)
    level = models.TextField(choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lineage = models.TextField()
    """The keys from the root down to this one, each between slashes: ``/city/county/``."""
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="offices")
    area = models.TextField()
    townships = ArrayField(models.TextField(), default=list, blank=True)
    """Codes of the townships and streets it covers."""
    address = models.TextField(blank=True)
    phone = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)
    mark = models.TextField(default="general")
    """How sure it is that this office exists under this name."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["area", "order"], name="offices_of_area"),
            models.Index(fields=["lineage"], name="offices_under", opclasses=["text_pattern_ops"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_office_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="机构的终止日不能早于起始日。",
            ),
            models.CheckConstraint(
                name="offices_lineage_ends_with_own_key",
                condition=Q(lineage__endswith=Func(F("key"), Value("/"), function="concat")),
                violation_error_message="机构的层级路径应以本机构编码结尾。",
            ),
        ]


class ReportingUnit(models.Model):
    """What a bulletin counts. Departments and subordinate bodies are counted in the city's."""

    area = models.TextField(unique=True)
    name = models.TextField()
    order = models.PositiveSmallIntegerField()
    network_code = models.TextField(blank=True)
    """Its code in the provincial service network, where it is known."""

    class Meta:
        ordering: ClassVar = ["order"]


class OfficeUnit(models.Model):
    """To which reporting unit an office belongs, and from when to when."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(ReportingUnit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="offices_unit_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="归属的终止日不能早于起始日。",
            ),
            # A range of one number stands for "the same office": built in, no extension.
            ExclusionConstraint(
                name="offices_one_unit_on_each_day",
                expressions=[
                    (Func(F("office"), F("office"), Value("[]"), function="int8range"), "&&"),
                    (
                        Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"),
                        "&&",
                    ),
                ],
                violation_error_message="同一机构在同一天只能归属一个统计单位。",
            ),
        ]
