"""An item ends by two persons, on a ground, with what follows it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalogue", "0005_reason_stands_too"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_day", models.DateField()),
                ("reason", models.TextField()),
                ("ground_document", models.TextField()),
                ("ground_article", models.TextField(default="")),
                ("successors", models.JSONField(default=list)),
                ("proposed_by", models.TextField()),
                ("proposer", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("seconder", models.TextField(default="")),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.edition",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item",),
                        name="closing_once",
                        violation_error_message="这个事项已经有一份取消的提议或决定。",
                    )
                ],
            },
        ),
    ]
