import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recording", "0004_coverage"),
    ]

    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("view", "查看"), ("download", "下载原件"), ("export", "导出副本")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("purpose", models.CharField(max_length=16, verbose_name="用途")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                ("until", models.DateTimeField(verbose_name="有效至")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调阅人",
                    ),
                ),
                (
                    "recording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accesses", to="recording.recording"
                    ),
                ),
            ],
            options={
                "verbose_name": "调阅登记",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.CharField(max_length=64, verbose_name="设备号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recorder", "执法记录仪"),
                            ("camera", "照相机"),
                            ("camcorder", "摄像机"),
                            ("audio", "录音设备"),
                            ("fixed", "固定音像设备"),
                            ("drone", "无人机"),
                            ("phone", "移动终端"),
                        ],
                        max_length=16,
                        verbose_name="种类",
                    ),
                ),
                ("model", models.CharField(max_length=80, verbose_name="型号")),
                (
                    "state",
                    models.CharField(
                        choices=[("in_use", "在用"), ("repair", "送修"), ("retired", "停用")],
                        default="in_use",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("state_note", models.CharField(blank=True, max_length=200, verbose_name="状态说明")),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="devices", to="orgs.agency"
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="orgs.section",
                        verbose_name="使用单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "执法记录设备",
                "ordering": ["section_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="DeviceCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("battery_percent", models.PositiveSmallIntegerField(verbose_name="电量（%）")),
                ("storage_ok", models.BooleanField(verbose_name="存储空间足够")),
                ("device_at", models.DateTimeField(verbose_name="设备时间")),
                ("at", models.DateTimeField(verbose_name="标准时间")),
                ("offset_seconds", models.IntegerField(verbose_name="设备时间偏差（秒）")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="recording.device"
                    ),
                ),
            ],
            options={
                "verbose_name": "设备检查",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DeviceLoan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("out_at", models.DateTimeField(verbose_name="领用时间")),
                ("in_at", models.DateTimeField(null=True, verbose_name="交还时间")),
                ("recorded", models.CharField(blank=True, max_length=300, verbose_name="记录内容")),
                (
                    "check_before",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="recording.devicecheck"
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="recording.device"
                    ),
                ),
                (
                    "in_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
                (
                    "out_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="device_loans",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="使用人",
                    ),
                ),
            ],
            options={
                "verbose_name": "设备领用",
                "ordering": ["-out_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="FrameOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("millisecond", models.PositiveBigIntegerField(verbose_name="毫秒")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="frames", to="recording.recording"
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="frame", to="recording.upload"
                    ),
                ),
            ],
            options={
                "verbose_name": "截图来源",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Marker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("second", models.PositiveIntegerField(verbose_name="秒")),
                ("word", models.CharField(max_length=80, verbose_name="内容")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="markers", to="recording.recording"
                    ),
                ),
            ],
            options={
                "verbose_name": "打点",
                "ordering": ["second", "id"],
            },
        ),
        migrations.CreateModel(
            name="Transcript",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("text", models.TextField(verbose_name="文字")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transcripts",
                        to="recording.recording",
                    ),
                ),
            ],
            options={
                "verbose_name": "录音文字",
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="Watched",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_second", models.PositiveIntegerField(verbose_name="自（秒）")),
                ("to_second", models.PositiveIntegerField(verbose_name="至（秒）")),
                ("at", models.DateTimeField()),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watched", to="recording.access"
                    ),
                ),
            ],
            options={
                "verbose_name": "已看时段",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(fields=["recording", "person", "kind", "until"], name="access_open"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("agency", "number"), name="device_number_in_agency"),
        ),
        migrations.AddConstraint(
            model_name="devicecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("battery_percent__lte", 100)), name="battery_is_a_percentage"
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceloan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("in_at", None)), fields=("device",), name="device_lent_once_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="transcript",
            constraint=models.UniqueConstraint(fields=("recording", "version"), name="one_transcript_per_version"),
        ),
        migrations.AddConstraint(
            model_name="watched",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_second__lt", models.F("to_second"))), name="watched_forward"
            ),
        ),
    ]
