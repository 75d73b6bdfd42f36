from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0016_number_leases")]
    operations = []
