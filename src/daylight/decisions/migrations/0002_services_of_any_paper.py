"""送达 of any paper of a case: the rows so far served the decision, and say so."""

import django.db.models.deletion
from django.db import migrations, models

from daylight.base.permit import permit


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # The columns change once more below: no check may still be waiting for the end of the transaction.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with permit("migration"):
        for row in apps.get_model("decisions", "Service").objects.select_related("decision"):
            row.case_id = row.decision.case_id
            row.paper_id = row.decision.document_id
            row.save(update_fields=["case", "paper"])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_origin"),
        ("decisions", "0001_initial"),
        ("recording", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            "service",
            "decision",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            "service",
            "case",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="services", to="cases.case"
            ),
        ),
        migrations.AddField(
            "service",
            "paper",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="recording.document",
                verbose_name="送达的文书",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "service",
            "case",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="services", to="cases.case"),
        ),
        migrations.AlterField(
            "service",
            "paper",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="recording.document",
                verbose_name="送达的文书",
            ),
        ),
        migrations.AlterModelOptions("decision", {"verbose_name": "行政执法决定"}),
    ]
