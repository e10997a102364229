import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_law_item")]

    operations = [
        migrations.AddField(
            "case",
            "origin",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="cases.case",
                verbose_name="来源案件",
            ),
        ),
    ]
