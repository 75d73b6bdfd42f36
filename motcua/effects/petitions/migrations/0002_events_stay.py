"""What happened to a petition is only added to."""

from django.db import migrations

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_initial")]
    operations = [only_added("petitions_petitionevent")]
