from typing import ClassVar

from django.db import migrations

# The rows of an entry are its history: what a version said when it was given out stays.
# It can be closed once, and nothing is taken away.
REFUSE = """
create function registry_faces_stay() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.state <> 'valid' or
       (new.number, new.token, new.kind, new.item_key, new.holder_id, new.holder_name, new.place,
        new.scope, new.authority_code, new.area, new.issued_on, new.valid_from, new.valid_to,
        new.given_by_case, new.source)
       is distinct from
       (old.number, old.token, old.kind, old.item_key, old.holder_id, old.holder_name, old.place,
        old.scope, old.authority_code, old.area, old.issued_on, old.valid_from, old.valid_to,
        old.given_by_case, old.source)
    then
        raise exception 'a version of an entry never changes and is closed once'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger faces_stay before update or delete on registry_licence
    for each row execute function registry_faces_stay();
"""

ALLOW = """
drop trigger faces_stay on registry_licence;
drop function registry_faces_stay();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registry", "0003_versions_and_notes"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(
            "select make_append_only('registry_entrynote')",
            "select make_changeable('registry_entrynote')",
        ),
    ]
