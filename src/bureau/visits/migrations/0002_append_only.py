from typing import ClassVar

from django.db import migrations

PARTITIONS = """
select make_append_only('visits_visitperiod');
create trigger refuse_emptying before truncate on visits_visitperiod_rest
    for each statement execute function refuse_change();
select keep_for_owner('visits_visitperiod_rest', '');

-- Room for the coming months; made for the program, which owns nothing.
create function visits_add_months(ahead integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first timestamp := date_trunc('month', now() at time zone 'Asia/Shanghai');
    begins timestamp;
    part text;
    made integer := 0;
begin
    if ahead not between 0 and 36 then
        raise exception 'ahead must be 0 to 36 months' using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtext('visits_add_months'));
    for i in 0 .. ahead loop
        begins := first + make_interval(months => i);
        part := 'visits_visitperiod_' || to_char(begins, 'YYYYMM');
        continue when to_regclass(part) is not null;
        -- Periods that already fell into the rest stay there.
        continue when exists (
            select from visits_visitperiod_rest
            where from_at >= begins at time zone 'Asia/Shanghai'
              and from_at < (begins + interval '1 month') at time zone 'Asia/Shanghai'
        );
        execute format(
            'create table %I partition of visits_visitperiod for values from (%L) to (%L)',
            part, begins at time zone 'Asia/Shanghai',
            (begins + interval '1 month') at time zone 'Asia/Shanghai'
        );
        execute format('create trigger refuse_emptying before truncate on %I '
                       'for each statement execute function refuse_change()', part);
        perform keep_for_owner(part::regclass, '');
        made := made + 1;
    end loop;
    return made;
end $$;

select visits_add_months(6);
"""

NO_PARTITIONS = """
drop function visits_add_months(integer);
do $$
declare part record;
begin
    for part in select inhrelid::regclass as name from pg_inherits
                where inhparent = 'visits_visitperiod'::regclass
    loop
        execute format('drop trigger if exists refuse_emptying on %s', part.name);
    end loop;
end $$;
select make_changeable('visits_visitperiod');
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("visits", "0001_first_tables"),
        ("audit", "0002_append_only"),
    ]
    operations: ClassVar = [migrations.RunSQL(PARTITIONS, NO_PARTITIONS)]
