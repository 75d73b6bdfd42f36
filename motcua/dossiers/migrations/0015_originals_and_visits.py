from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_interlinked")]
    operations = []
