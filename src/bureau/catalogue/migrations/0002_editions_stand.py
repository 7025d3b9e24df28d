"""An edition that was in force keeps its words; at most one governs an item on any day."""

from typing import ClassVar

from django.db import migrations

KEEP_WORDS = """
create function catalogue_keep_edition() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' or new.status = 'draft' or
       (new.item_id, new.number, new.valid_from, new.procedure, new.stage, new.name,
        new.content, new.content_hash)
       is distinct from
       (old.item_id, old.number, old.valid_from, old.procedure, old.stage, old.name,
        old.content, old.content_hash)
    then
        raise exception 'an edition that was in force never changes'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

create trigger catalogue_keep_edition before update or delete on catalogue_edition
    for each row execute function catalogue_keep_edition();
"""

CHANGEABLE = """
drop trigger catalogue_keep_edition on catalogue_edition;
drop function catalogue_keep_edition();
"""

# int8range stands for equality: there is no extension with an index for both kinds.
ONE_A_DAY = """
alter table catalogue_edition add constraint edition_one_a_day
    exclude using gist (
        int8range(item_id, item_id, '[]') with &&, daterange(valid_from, valid_to) with &&
    ) where (status in ('in_force', 'replaced', 'suspended', 'withdrawn'));
"""

ANY = "alter table catalogue_edition drop constraint edition_one_a_day;"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0001_first_tables")]
    operations: ClassVar = [
        migrations.RunSQL(KEEP_WORDS, CHANGEABLE),
        migrations.RunSQL(ONE_A_DAY, ANY),
    ]
