from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0009_filling_measures")]
    operations = []
