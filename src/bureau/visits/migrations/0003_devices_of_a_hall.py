import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0001_first_tables"),
        ("visits", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.CharField(editable=False, max_length=14, unique=True)),
                (
                    "kind",
                    models.TextField(
                        choices=[("kiosk", "取号机"), ("board", "叫号屏"), ("pad", "评价器")]
                    ),
                ),
                ("name", models.TextField()),
                ("invitation_digest", models.CharField(blank=True, max_length=64)),
                ("invited_until", models.DateTimeField(blank=True, null=True)),
                ("secret_digest", models.CharField(blank=True, max_length=64)),
                ("invited_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="offices.hall",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
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
                        related_name="devices",
                        to="offices.window",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["hall", "kind"], name="visits_devices_of_hall")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("invitation_digest", ""), _negated=True),
                        fields=("invitation_digest",),
                        name="visits_invitation_of_one_device",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "pad"), ("window__isnull", False)),
                            models.Q(
                                models.Q(("kind", "pad"), _negated=True), ("window__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="visits_pad_stands_at_a_window",
                        violation_error_message="评价器要放在一个窗口，别的设备不属于窗口。",
                    ),
                ],
            },
        ),
    ]
