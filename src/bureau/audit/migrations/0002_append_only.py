"""Tables to which lines can only be added.

Any room makes its own table so, in a migration of its own that depends on this one:

    migrations.RunSQL("select make_append_only('visits_period')",
                      "select make_changeable('visits_period')")

and sets ``append_only = True`` on the model. The database then refuses change, deletion
and emptying, whoever asks; and every role but the owner keeps SELECT and INSERT only.
"""

from typing import ClassVar

from django.db import migrations

FUNCTIONS = """
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create function keep_for_owner(t regclass, except_for text) returns void
language plpgsql as $$
declare
    entry record;
begin
    for entry in
        select distinct a.grantee, a.privilege_type
        from pg_class c, aclexplode(c.relacl) a
        where c.oid = t and a.grantee <> c.relowner
          and not (a.privilege_type = any (string_to_array(except_for, ' ')))
    loop
        if entry.grantee = 0 then
            execute format('revoke %s on %s from public', entry.privilege_type, t);
        else
            execute format('revoke %s on %s from %I', entry.privilege_type, t,
                           pg_get_userbyid(entry.grantee));
        end if;
    end loop;
end $$;

create function make_append_only(t regclass) returns void language plpgsql as $$
begin
    execute format('create trigger refuse_change_of_row before update or delete on %s '
                   'for each row execute function refuse_change()', t);
    execute format('create trigger refuse_emptying before truncate on %s '
                   'for each statement execute function refuse_change()', t);
    perform keep_for_owner(t, 'SELECT INSERT');
end $$;

create function make_changeable(t regclass) returns void language plpgsql as $$
begin
    execute format('drop trigger if exists refuse_change_of_row on %s', t);
    execute format('drop trigger if exists refuse_emptying on %s', t);
end $$;

revoke execute on function keep_for_owner(regclass, text) from public;
revoke execute on function make_append_only(regclass) from public;
revoke execute on function make_changeable(regclass) from public;
"""

NO_FUNCTIONS = """
drop function make_changeable(regclass);
drop function make_append_only(regclass);
drop function keep_for_owner(regclass, text);
drop function refuse_change();
"""

PARTITIONS = """
create function keep_database_time() returns trigger language plpgsql as $$
begin
    if new.recorded_at > clock_timestamp() or new.recorded_at < transaction_timestamp() then
        raise exception 'recorded_at is the time of the database'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;

create trigger keep_database_time before insert on audit_auditline
    for each row execute function keep_database_time();

select make_append_only('audit_auditline');
select make_append_only('audit_dailyroot');
create trigger refuse_emptying before truncate on audit_auditline_rest
    for each statement execute function refuse_change();
select keep_for_owner('audit_auditline_rest', '');

-- The only thing the program may have made for it: room for the coming months.
create function audit_add_months(ahead integer) returns integer
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
    perform pg_advisory_xact_lock(hashtext('audit_add_months'));
    for i in 0 .. ahead loop
        begins := first + make_interval(months => i);
        part := 'audit_auditline_' || to_char(begins, 'YYYYMM');
        continue when to_regclass(part) is not null;
        -- Lines that already fell into the rest stay there; that month has no room of its own.
        continue when exists (
            select from audit_auditline_rest
            where recorded_at >= begins at time zone 'Asia/Shanghai'
              and recorded_at < (begins + interval '1 month') at time zone 'Asia/Shanghai'
        );
        execute format(
            'create table %I partition of audit_auditline for values from (%L) to (%L)',
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

select audit_add_months(6);
"""

NO_PARTITIONS = """
drop function audit_add_months(integer);
drop trigger keep_database_time on audit_auditline;
drop function keep_database_time();
select make_changeable('audit_auditline');
select make_changeable('audit_dailyroot');
do $$
declare part record;
begin
    for part in select inhrelid::regclass as name from pg_inherits
                where inhparent = 'audit_auditline'::regclass
    loop
        execute format('drop trigger if exists refuse_emptying on %s', part.name);
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_first_tables")]
    operations: ClassVar = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(PARTITIONS, NO_PARTITIONS),
    ]
