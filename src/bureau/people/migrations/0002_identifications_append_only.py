from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("people", "0001_first_tables"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "select make_append_only('people_identification')",
            "select make_changeable('people_identification')",
        ),
    ]
