import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0002_uses_only_added"),
        ("dossiers", "0009_filling_measures"),
    ]
    operations = [
        migrations.AddField(
            model_name="paper",
            name="archived",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="archive.archivedpaper",
            ),
        ),
    ]
