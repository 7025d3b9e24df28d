import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


PERIODS = """
create table visits_visitperiod (
    visit_id bigint not null references visits_visit (id) deferrable initially deferred,
    seq integer not null check (seq >= 0),
    kind text not null,
    from_at timestamptz not null,
    "window" text not null,
    clerk_id text not null,
    act text not null,
    primary key (visit_id, seq, from_at)
) partition by range (from_at);
create index visits_period_from on visits_visitperiod (from_at);
create table visits_visitperiod_rest partition of visits_visitperiod default;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(editable=False, max_length=14, unique=True)),
                ("area", models.TextField()),
                ("day", models.DateField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("walk_in", "现场取号"),
                            ("appointment", "预约"),
                            ("phone", "电话"),
                            ("home", "上门"),
                        ]
                    ),
                ),
                (
                    "series",
                    models.TextField(
                        blank=True, choices=[("A", "综合业务"), ("L", "绿色通道"), ("Y", "预约")]
                    ),
                ),
                ("ticket_no", models.TextField(blank=True)),
                (
                    "need",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("elderly", "老年人"),
                            ("disabled", "残疾人"),
                            ("pregnant", "孕妇"),
                            ("infant", "携带婴幼儿"),
                            ("service", "军人等优抚对象"),
                            ("ill", "病患"),
                            ("other", "其他需要照顾"),
                        ],
                    ),
                ),
                ("party_uid", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("planned", "已预约"),
                            ("waiting", "等候中"),
                            ("called", "请到窗口"),
                            ("serving", "正在办理"),
                            ("held", "已暂停"),
                            ("moved", "已转窗口"),
                            ("left", "已离开"),
                            ("finished", "已办完"),
                        ]
                    ),
                ),
                ("planned_at", models.DateTimeField(blank=True, null=True)),
                ("arrived_at", models.DateTimeField(blank=True, null=True)),
                ("in_line_since", models.DateTimeField(blank=True, null=True)),
                ("called_at", models.DateTimeField(blank=True, null=True)),
                ("serving_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("calls", models.PositiveSmallIntegerField(default=0)),
                (
                    "outcome",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("case", "已收件"),
                            ("answer", "已答复"),
                            ("handover", "已移交"),
                            ("sheet", "已给告知单"),
                            ("left", "已离开"),
                        ],
                    ),
                ),
                ("outcome_ref", models.TextField(blank=True)),
                (
                    "results",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "leaving",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("no_show", "叫号三次未到"),
                            ("gave_up", "自行离开"),
                            ("not_called", "下班前没有叫到"),
                            ("not_arrived", "预约未到"),
                        ],
                    ),
                ),
                ("request_key", models.TextField(blank=True)),
                ("lock_version", models.PositiveIntegerField(default=0)),
                (
                    "clerk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_clerk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "for_clerk",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "for_window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.window",
                    ),
                ),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="offices.hall",
                    ),
                ),
                (
                    "handed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="offices.window",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HallDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("numbers", models.JSONField(default=dict)),
                ("others_since_preferred", models.PositiveIntegerField(default=99)),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="offices.hall",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("hall", "day"), name="visits_one_row_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("locked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="offices.window",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("window",),
                        name="visits_one_person_at_a_window",
                        violation_error_message="这个窗口已经有人在岗。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("clerk",),
                        name="visits_one_window_for_a_person",
                        violation_error_message="您已经在另一个窗口上岗。",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "moved"])),
                fields=["hall", "day", "in_line_since"],
                name="visits_in_line",
            ),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["hall", "day", "-called_at"], name="visits_lately_called"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(fields=["clerk", "day"], name="visits_of_clerk"),
        ),
        migrations.AddIndex(
            model_name="visit",
            index=models.Index(
                condition=models.Q(("party_uid", ""), _negated=True),
                fields=["party_uid", "day"],
                name="visits_of_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ticket_no", ""), _negated=True),
                fields=("hall", "day", "ticket_no"),
                name="visits_ticket_once_a_day",
                violation_error_message="今天已经有这个号码。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["called", "serving"])),
                fields=("window",),
                name="visits_one_at_a_window",
                violation_error_message="这个窗口正在接待另一个人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["called", "serving"])),
                fields=("clerk",),
                name="visits_one_at_a_clerk",
                violation_error_message="您正在接待另一个人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["called", "serving"]), _negated=True),
                    models.Q(("clerk__isnull", False), ("window__isnull", False)),
                    _connector="OR",
                ),
                name="visits_who_is_at_a_window_has_one",
                violation_error_message="叫到的号要有窗口和经办人。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["left", "finished"]), _negated=True),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="visits_what_ended_has_an_outcome",
                violation_error_message="结束的号要写明结果。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "left"), _negated=True),
                    models.Q(("outcome", "left"), models.Q(("leaving", ""), _negated=True)),
                    _connector="OR",
                ),
                name="visits_who_left_left_for_a_reason",
                violation_error_message="离开要写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "handover"), _negated=True),
                    ("handed_to__isnull", False),
                    _connector="OR",
                ),
                name="visits_hand_over_is_to_somebody_named",
                violation_error_message="移交要写明接手的同事。",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("request_key",),
                name="visits_one_ticket_for_one_press",
                violation_error_message="这次取号已经办过了。",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(PERIODS, "drop table visits_visitperiod")],
            state_operations=[
                migrations.CreateModel(
                    name="VisitPeriod",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "visit_id",
                                "seq",
                                "from_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("seq", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.TextField(
                                choices=[
                                    ("planned", "已预约"),
                                    ("waiting", "等候中"),
                                    ("called", "请到窗口"),
                                    ("serving", "正在办理"),
                                    ("held", "已暂停"),
                                    ("moved", "已转窗口"),
                                    ("left", "已离开"),
                                    ("finished", "已办完"),
                                ]
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        ("window", models.TextField(blank=True)),
                        ("clerk_id", models.TextField(blank=True)),
                        ("act", models.TextField()),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="periods",
                                to="visits.visit",
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="visitperiod",
                    index=models.Index(fields=["from_at"], name="visits_period_from"),
                ),
            ],
        ),
    ]
