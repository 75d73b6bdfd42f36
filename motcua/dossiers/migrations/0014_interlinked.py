from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_promises_of_the_clock")]
    operations = []
