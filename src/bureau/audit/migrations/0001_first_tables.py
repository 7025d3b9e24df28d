from typing import ClassVar

from django.db import migrations, models

LINES = """
create table audit_auditline (
    chain smallint not null,
    seq bigint not null,
    happened_at timestamptz not null,
    recorded_at timestamptz not null,
    actor_id text not null,
    actor_name text not null,
    actor_post text not null,
    actor_office text not null,
    act text not null,
    object_kind text not null,
    object_id text not null,
    source text not null,
    facts jsonb not null,
    digest text not null,
    previous text not null,
    hash text not null,
    written_in bigint not null,
    primary key (chain, seq, recorded_at),
    constraint audit_line_is_in_a_chain check (chain between 0 and 63 and seq > 0),
    constraint audit_line_far_from_its_act_names_a_source check (
        source <> ''
        or happened_at between recorded_at - interval '10 minutes'
                           and recorded_at + interval '10 minutes'
    )
) partition by range (recorded_at);
create index audit_line_of_object on audit_auditline (object_kind, object_id, happened_at);
create index audit_line_of_actor on audit_auditline (actor_id, happened_at);
create index audit_line_written_in on audit_auditline using brin (written_in);
create table audit_auditline_rest partition of audit_auditline default;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="ChainHead",
            fields=[
                ("chain", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("chain__gte", 0), ("chain__lt", 64)),
                        name="audit_head_is_a_chain",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyRoot",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("closed_at", models.DateTimeField()),
                ("lines", models.BigIntegerField()),
                ("heads", models.JSONField()),
                ("root", models.TextField()),
                ("previous", models.TextField()),
                ("hash", models.TextField()),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(LINES, "drop table audit_auditline")],
            state_operations=[
                migrations.CreateModel(
                    name="AuditLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "chain",
                                "seq",
                                "recorded_at",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("chain", models.PositiveSmallIntegerField()),
                        ("seq", models.BigIntegerField()),
                        ("happened_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("actor_id", models.TextField()),
                        ("actor_name", models.TextField()),
                        ("actor_post", models.TextField()),
                        ("actor_office", models.TextField()),
                        ("act", models.TextField()),
                        ("object_kind", models.TextField()),
                        ("object_id", models.TextField()),
                        ("source", models.TextField()),
                        ("facts", models.JSONField()),
                        ("digest", models.TextField()),
                        ("previous", models.TextField()),
                        ("hash", models.TextField()),
                        ("written_in", models.BigIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["object_kind", "object_id", "happened_at"],
                                name="audit_line_of_object",
                            ),
                            models.Index(
                                fields=["actor_id", "happened_at"], name="audit_line_of_actor"
                            ),
                        ],
                    },
                )
            ],
        ),
    ]
