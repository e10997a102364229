import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_running_clocks_by_code"),
        ("orgs", "0002_certificates"),
        ("orgs", "__first__"),
        ("recording", "0003_scan"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClipLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_code", models.CharField(max_length=64, verbose_name="音像记录事项")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="recording.recording"
                    ),
                ),
            ],
            options={
                "verbose_name": "音像关联",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="GapReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("item_code", models.CharField(max_length=64, verbose_name="音像记录事项")),
                ("started_at", models.DateTimeField(verbose_name="开始时间")),
                ("ended_at", models.DateTimeField(verbose_name="结束时间")),
                ("code", models.CharField(max_length=32, verbose_name="技术原因")),
                ("text", models.TextField(verbose_name="说明")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gap_reasons", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name": "缺录说明",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("item_code", models.CharField(max_length=64, verbose_name="音像记录事项")),
                ("started_at", models.DateTimeField(verbose_name="开始时间")),
                ("ended_at", models.DateTimeField(verbose_name="结束时间")),
                ("source", models.CharField(max_length=200, verbose_name="时间的来源")),
                ("officers", models.JSONField(default=list, verbose_name="执法人员")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="occasions", to="cases.case"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recording.document",
                        verbose_name="文书",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="recording.occasion",
                    ),
                ),
            ],
            options={
                "verbose_name": "现场起止",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PointTick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("point", models.CharField(max_length=32, verbose_name="要点")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("shown", "有"), ("none", "不涉及"), ("lacks", "缺")],
                        max_length=8,
                        verbose_name="核对结果",
                    ),
                ),
                ("second", models.PositiveIntegerField(null=True, verbose_name="所在秒")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ticks", to="recording.recording"
                    ),
                ),
            ],
            options={
                "verbose_name": "要点核对",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="cliplink",
            constraint=models.UniqueConstraint(fields=("recording", "item_code"), name="clip_linked_once_per_item"),
        ),
        migrations.AddConstraint(
            model_name="occasion",
            constraint=models.CheckConstraint(
                condition=models.Q(("started_at__lt", models.F("ended_at"))), name="occasion_begins_before_it_ends"
            ),
        ),
    ]
