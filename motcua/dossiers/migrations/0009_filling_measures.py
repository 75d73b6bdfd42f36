from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_ways_of_delivery")]
    operations = []
