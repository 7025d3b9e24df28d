"""The database itself keeps the mode for ever and lets the city's clock only go forward."""

from django.db import migrations

FORWARD = """
create function workdays_city_clock_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.mode = 'real' then
            raise exception 'a real database stays one' using errcode = 'restrict_violation';
        end if;
        return old;
    end if;
    if new.mode <> old.mode then
        raise exception 'the mode of a database never changes' using errcode = 'restrict_violation';
    end if;
    if new.offset_seconds < old.offset_seconds then
        raise exception 'the clock of a city only goes forward'
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;
create trigger workdays_city_clock_guard before update or delete on workdays_cityclock
    for each row execute function workdays_city_clock_guard();
"""

BACKWARD = """
drop trigger workdays_city_clock_guard on workdays_cityclock;
drop function workdays_city_clock_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("workdays", "0001_first_tables")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
