from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("supervision", "0001_first_tables"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "select make_append_only('supervision_target')",
            "select make_changeable('supervision_target')",
        ),
    ]
