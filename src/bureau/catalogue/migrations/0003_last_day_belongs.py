"""The last day belongs to an edition and a listing, as everywhere in the house."""

import datetime
from typing import ClassVar

from django.db import migrations, models

LAST_DAY_BELONGS = """
update catalogue_edition set valid_to = valid_to - 1 where valid_to is not null;
update catalogue_listing set valid_to = valid_to - 1 where valid_to is not null;
alter table catalogue_edition drop constraint edition_one_a_day;
alter table catalogue_edition add constraint edition_one_a_day
    exclude using gist (
        int8range(item_id, item_id, '[]') with &&, daterange(valid_from, valid_to + 1) with &&
    ) where (status in ('in_force', 'replaced', 'suspended', 'withdrawn'));
"""

LAST_DAY_IS_OUTSIDE = """
alter table catalogue_edition drop constraint edition_one_a_day;
update catalogue_edition set valid_to = valid_to + 1 where valid_to is not null;
update catalogue_listing set valid_to = valid_to + 1 where valid_to is not null;
alter table catalogue_edition add constraint edition_one_a_day
    exclude using gist (
        int8range(item_id, item_id, '[]') with &&, daterange(valid_from, valid_to) with &&
    ) where (status in ('in_force', 'replaced', 'suspended', 'withdrawn'));
"""


def ends_after_it_begins(name: str, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=models.Q(("valid_to", None))
        | models.Q(
            ("valid_to__gte", models.F("valid_from") - datetime.timedelta(days=1)),
        ),
        violation_error_message=message,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalogue", "0002_editions_stand")]
    operations: ClassVar = [
        migrations.RemoveConstraint("edition", "edition_ends_after_it_begins"),
        migrations.RemoveConstraint("listing", "listing_ends_after_it_begins"),
        migrations.RunSQL(LAST_DAY_BELONGS, LAST_DAY_IS_OUTSIDE),
        migrations.AddConstraint(
            "edition",
            ends_after_it_begins("edition_ends_after_it_begins", "版本的截止日不能早于启用日。"),
        ),
        migrations.AddConstraint(
            "listing",
            ends_after_it_begins("listing_ends_after_it_begins", "截止日不能早于起始日。"),
        ),
    ]
