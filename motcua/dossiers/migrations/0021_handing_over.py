from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0020_results_and_signatures"),
    ]

    operations = []
