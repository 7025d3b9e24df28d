from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0001_first_tables"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "select make_append_only('cases_caseact')", "select make_changeable('cases_caseact')"
        ),
        migrations.RunSQL(
            "select make_append_only('cases_finding')", "select make_changeable('cases_finding')"
        ),
    ]
