import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from daylight.base.permit import permit


def name_each(apps: Any, schema_editor: Any) -> None:
    message = apps.get_model("outbox", "Message")
    if schema_editor.connection.vendor == "postgresql":
        # The columns change once more below: no check may still be waiting for the end of the transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with permit("migration"):
        for pk in message.objects.values_list("pk", flat=True):
            message.objects.filter(pk=pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0002_certificates"),
        ("outbox", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=32, unique=True, verbose_name="代码")),
                ("kind", models.CharField(max_length=32, verbose_name="种类")),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                ("address", models.CharField(max_length=300, verbose_name="接收地址")),
                ("secret", models.CharField(blank=True, max_length=120, verbose_name="密钥位置")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("cursor", models.BigIntegerField(default=0, verbose_name="已读到")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="连续失败次数")),
                ("next_try_at", models.DateTimeField(null=True, verbose_name="下次")),
                ("said", models.CharField(blank=True, max_length=300, verbose_name="最近一次失败原因")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="修改次数")),
                ("changed_at", models.DateTimeField(verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "推送渠道",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="DeliveryReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveIntegerField(verbose_name="第几次")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("delivered", "已送达"), ("declined", "对方没有接收"), ("unreachable", "没有连上")],
                        max_length=16,
                        verbose_name="结果",
                    ),
                ),
                ("status", models.PositiveIntegerField(default=0, verbose_name="应答代码")),
                ("reference", models.CharField(blank=True, max_length=120, verbose_name="对方回执号")),
                ("said", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "推送回执",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Resending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
            ],
            options={
                "verbose_name": "重新推送",
                "ordering": ["id"],
            },
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="outbox_waiting",
        ),
        migrations.AddField(
            model_name="message",
            name="claimed_until",
            field=models.DateTimeField(null=True, verbose_name="推送中"),
        ),
        migrations.AddField(
            model_name="message",
            name="dropped_at",
            field=models.DateTimeField(null=True, verbose_name="不再推送的时间"),
        ),
        migrations.AddField(
            model_name="message",
            name="title",
            field=models.CharField(blank=True, max_length=200, verbose_name="事由"),
        ),
        migrations.AddField(
            model_name="message",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        # Every row has its own by now: without a default PostgreSQL has nothing to fill in, and nothing is written.
        migrations.AlterField(
            model_name="message",
            name="uuid",
            field=models.UUIDField(editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("delivered_at", None), ("dropped_at", None)),
                fields=["channel", "id"],
                name="outbox_waiting_of",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["channel", "lane", "id"], name="outbox_lane"),
        ),
        migrations.AddField(
            model_name="channel",
            name="agency",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.agency"),
        ),
        migrations.AddField(
            model_name="channel",
            name="changed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deliveryreceipt",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="outbox.message"
            ),
        ),
        migrations.AddField(
            model_name="resending",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="resending",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="resendings", to="outbox.message"
            ),
        ),
    ]
