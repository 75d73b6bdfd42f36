from django.db import migrations

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    """What was published stays as it was published: dossiers rest on it for life."""

    dependencies = [("catalogue", "0001_initial")]
    operations = [only_added("catalogue_procedureversion")]
