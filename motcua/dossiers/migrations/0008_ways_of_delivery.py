from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_who_acts_for_whom")]
    operations = []
