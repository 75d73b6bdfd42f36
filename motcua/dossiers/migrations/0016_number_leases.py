from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_originals_and_visits")]
    operations = []
