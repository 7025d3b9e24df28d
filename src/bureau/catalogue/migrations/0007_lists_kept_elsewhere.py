"""Lists kept elsewhere, their rows, what N means, and what was measured."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalogue", "0006_items_come_to_an_end"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ForeignList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("unit", models.TextField()),
                ("name", models.TextField()),
                ("of_office", models.BooleanField()),
                ("upload", models.TextField(unique=True)),
                ("file_name", models.TextField()),
                ("imported_by", models.TextField()),
                ("imported_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Formula",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.TextField()),
                ("elements", models.JSONField()),
                ("chosen_by", models.TextField()),
                ("chosen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ForeignRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.TextField()),
                ("name", models.TextField()),
                ("item", models.TextField(default="")),
                ("proposed", models.TextField(default="")),
                ("digest", models.TextField()),
                ("said", models.JSONField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalogue.foreignlist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item", ""), _negated=True),
                        fields=("source", "item"),
                        name="foreign_item_once_in_a_list",
                        violation_error_message="这份清单里已有一行对应这个事项。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measured",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("formula", models.TextField()),
                ("compared", models.PositiveIntegerField()),
                ("same", models.PositiveIntegerField()),
                ("differing", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
                ("orphans", models.PositiveIntegerField()),
                ("measured_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measured",
                        to="catalogue.foreignlist",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("same__lte", models.F("compared"))),
                        name="measured_same_among_compared",
                    )
                ],
            },
        ),
    ]
