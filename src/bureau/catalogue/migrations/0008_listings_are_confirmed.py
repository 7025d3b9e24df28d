"""Who claimed a listing, who confirmed it, and the approved exceptions from the hall."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("catalogue", "0007_lists_kept_elsewhere"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="listing",
            name="claimed_by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="listing",
            name="confirmed_by",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="listing",
            name="outside_because",
            field=models.TextField(default=""),
        ),
    ]
