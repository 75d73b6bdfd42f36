from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0018_fee_duties"),
    ]

    operations = []
