import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LegalDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("short_name", models.TextField(unique=True)),
                ("title", models.TextField()),
                ("number", models.TextField(default="")),
                ("kind", models.TextField(default="")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LoadStamp",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("digest", models.TextField()),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField(unique=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="item_key_is_plain",
                        violation_error_message="事项的键只能用小写字母、数字和连字符。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "status",
                    models.TextField(
                        choices=[
                            ("draft", "草稿"),
                            ("in_force", "在用"),
                            ("replaced", "已由新版代替"),
                            ("suspended", "暂停"),
                            ("withdrawn", "取消"),
                        ],
                        default="draft",
                    ),
                ),
                (
                    "procedure",
                    models.TextField(
                        choices=[
                            ("registration", "registration"),
                            ("licence", "licence"),
                            ("filing", "filing"),
                            ("notification", "notification"),
                            ("confirmation", "confirmation"),
                            ("other_power", "other_power"),
                            ("public_service", "public_service"),
                            ("adjudication", "adjudication"),
                            ("forwarded", "forwarded"),
                            ("bundle", "bundle"),
                            ("guide_only", "guide_only"),
                        ]
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[("entry", "entry"), ("operation", "operation"), ("exit", "exit")]
                    ),
                ),
                ("name", models.TextField()),
                ("content", models.JSONField()),
                ("content_hash", models.TextField()),
                ("approved_by", models.TextField(default="")),
                ("seconded_by", models.TextField(default="")),
                ("approved_at", models.DateTimeField(null=True)),
                ("trial", models.BooleanField(default=False)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "number"),
                        name="edition_number_once",
                        violation_error_message="这个事项已有同一版次。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="edition_ends_after_it_begins",
                        violation_error_message="版本的截止日不能早于启用日。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("article", models.TextField()),
                ("text", models.TextField(default="")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                ("source", models.TextField(default="")),
                ("mark", models.TextField(default="未录入")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="catalogue.legaldocument",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "article", "valid_from"),
                        name="legal_text_once",
                        nulls_distinct=False,
                        violation_error_message="这一条已经录入。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority_code", models.TextField()),
                ("office_key", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("halls", models.JSONField(default=list)),
                ("phones", models.JSONField(default=dict)),
                ("step_handlers", models.JSONField(default=dict)),
                ("promise_value", models.PositiveSmallIntegerField(null=True)),
                ("promise_unit", models.TextField(default="")),
                ("waived", models.JSONField(default=list)),
                (
                    "state",
                    models.TextField(
                        choices=[("claimed", "已认领"), ("confirmed", "已核定")], default="claimed"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="catalogue.item",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office_key", "item"], name="listing_of_office")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("item", "office_key"),
                        name="listing_once_per_office",
                        violation_error_message="这个单位已经认领了这个事项。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="listing_ends_after_it_begins",
                        violation_error_message="截止日不能早于起始日。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("promise_unit", ""), ("promise_value", None)),
                            models.Q(
                                ("promise_value__isnull", False),
                                models.Q(("promise_unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="listing_promise_has_its_unit",
                        violation_error_message="承诺时限要写明数值和单位。",
                    ),
                ],
            },
        ),
    ]
