from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("feedback", "0003_verifications"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "select make_append_only('feedback_verification')",
            "select make_changeable('feedback_verification')",
        ),
    ]
