from typing import ClassVar

from django.db import migrations

HEADS = """
insert into audit_chainhead (chain, seq, hash)
select n, 0, repeat('0', 64) from generate_series(0, 63) as n
on conflict do nothing
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [
        migrations.RunSQL(HEADS, "delete from audit_chainhead where seq = 0"),
    ]
