"""An issued paper is in somebody's hands: its row is never changed and never taken away."""

from django.db import migrations

from motcua.foundation.append_only import only_added


class Migration(migrations.Migration):
    dependencies = [("slips", "0001_initial")]
    operations = [only_added("slips_slip")]
