from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_requests_and_apologies")]
    operations = []
