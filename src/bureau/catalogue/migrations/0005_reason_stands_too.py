"""Of an edition that was in force also the reason, its ground and its origin never change."""

from typing import ClassVar

from django.db import migrations


def keep(columns: str) -> str:
    old = ", ".join(f"old.{name}" for name in columns.split())
    new = ", ".join(f"new.{name}" for name in columns.split())
    return f"""
create or replace function catalogue_keep_edition() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' or new.status = 'draft' or ({new}) is distinct from ({old})
    then
        raise exception 'an edition that was in force never changes'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
"""


WORDS = "item_id number valid_from procedure stage name content content_hash"
REASON = (
    "reason ground_document ground_article based_on_id proposed_by proposer proposed_at version"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0004_drafts_are_written_here")]
    operations: ClassVar = [migrations.RunSQL(keep(f"{WORDS} {REASON}"), keep(WORDS))]
