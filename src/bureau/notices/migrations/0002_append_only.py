from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("notices", "0001_first_tables"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "select make_append_only('notices_letter')", "select make_changeable('notices_letter')"
        ),
        migrations.RunSQL(
            "select make_append_only('notices_letterfile')",
            "select make_changeable('notices_letterfile')",
        ),
    ]
