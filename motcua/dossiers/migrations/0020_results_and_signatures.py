from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0019_duties_and_appointments"),
    ]

    operations = []
