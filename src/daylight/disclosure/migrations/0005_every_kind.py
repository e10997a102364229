"""公示事项 of every deciding paper: the case, the number and the code stand on the task; the decision is one source of two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from daylight.base.permit import permit


def carry_over(apps, schema_editor):
    """What was published until now were penalties, each with its decision."""
    if schema_editor.connection.vendor == "postgresql":
        # The columns change once more below: no check may still be waiting for the end of the transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    task_model = apps.get_model("disclosure", "Task")
    with permit("migration"):
        for task in task_model.objects.select_related("decision"):
            decision = task.decision
            task.case_id, task.document_id = decision.case_id, decision.document_id
            task.number, task.code, task.kind = decision.number, decision.code, "penalty"
            task.save(update_fields=["case", "document", "number", "code", "kind"])


def foreign(to, name, **more):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_open_requests"),
        ("decisions", "0004_hearing_of_each_notice"),
        ("disclosure", "0004_credit_report"),
        ("recording", "0002_immutable"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("task", "case", foreign("cases.case", "publications", null=True)),
        migrations.AddField("task", "kind", models.CharField(default="", max_length=32, verbose_name="公示对象")),
        migrations.AddField("task", "number", models.CharField(default="", max_length=120, verbose_name="文号")),
        migrations.AddField("task", "code", models.CharField(max_length=8, null=True, verbose_name="核验码")),
        migrations.AddField(
            "task",
            "document",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publication",
                to="recording.document",
            ),
        ),
        migrations.AddField("task", "impact", models.BooleanField(null=True, verbose_name="具有一定社会影响")),
        migrations.AddField(
            "task", "impact_reason", models.TextField(blank=True, default="", verbose_name="社会影响判断理由")
        ),
        migrations.AddField("task", "impact_at", models.DateTimeField(null=True, verbose_name="判断时间")),
        migrations.AddField(
            "task", "impact_by", foreign(settings.AUTH_USER_MODEL, "+", null=True, verbose_name="判断人")
        ),
        migrations.AlterField(
            "task",
            "decision",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="publication",
                to="decisions.decision",
            ),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.AlterField("task", "case", foreign("cases.case", "publications")),
        migrations.AlterField("task", "code", models.CharField(max_length=8, unique=True, verbose_name="核验码")),
        migrations.AlterField("task", "kind", models.CharField(max_length=32, verbose_name="公示对象")),
        migrations.AlterField("task", "number", models.CharField(max_length=120, verbose_name="文号")),
        migrations.AlterField("task", "impact_reason", models.TextField(blank=True, verbose_name="社会影响判断理由")),
        migrations.AddConstraint(
            "task",
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) | models.Q(document__isnull=False), name="task_of_a_paper"
            ),
        ),
    ]
