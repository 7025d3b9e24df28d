"""Who proposed an edition and why, what was changed in a draft, and who has it open."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalogue", "0003_last_day_belongs"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="edition",
            name="based_on",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.edition",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="ended_because",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="ground_article",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="ground_document",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="proposed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="edition",
            name="proposed_by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="proposer",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="reason",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="returned_because",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="edition",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="EditionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.TextField()),
                ("title", models.TextField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("position_before", models.IntegerField(default=-1)),
                ("position_after", models.IntegerField(default=-1)),
                ("by_id", models.TextField()),
                ("by_name", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="catalogue.edition",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["edition", "-id"], name="edition_change_last")],
            },
        ),
        migrations.CreateModel(
            name="EditionPresence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account_id", models.TextField()),
                ("name", models.TextField()),
                ("place", models.TextField(default="")),
                ("seen_at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="present",
                        to="catalogue.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "account_id"),
                        name="edition_presence_once",
                        violation_error_message="已经记下您在编这一版。",
                    )
                ],
            },
        ),
    ]
