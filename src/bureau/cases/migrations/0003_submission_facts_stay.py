from typing import ClassVar

from django.db import migrations

# How an application came in is recorded once: the figures K5 and K8 rest on it, and
# changing it afterwards is the usual way to inflate them.
REFUSE = """
create function cases_submission_facts_stay() returns trigger language plpgsql as $$
begin
    if (new.channel, new.typed_by, new.device, new.by_appointment, new.online, new.submitted_at,
        new.party_id, new.number, new.received_under_id, new.confirmation)
       is distinct from
       (old.channel, old.typed_by, old.device, old.by_appointment, old.online, old.submitted_at,
        old.party_id, old.number, old.received_under_id, old.confirmation)
    then
        raise exception 'the facts of a submission never change'
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger submission_facts_stay before update on cases_application
    for each row execute function cases_submission_facts_stay();
"""

ALLOW = """
drop trigger submission_facts_stay on cases_application;
drop function cases_submission_facts_stay();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0002_append_only")]
    operations: ClassVar = [migrations.RunSQL(REFUSE, ALLOW)]
