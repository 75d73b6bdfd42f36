"""The door that the web server opens."""

import os
from importlib import import_module
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()

# What can only be imported now: the search, which reads its words while the first visitors are still on their way.
Thread(target=import_module("motcua.blueprints.catalogue.search.indexes").warm, daemon=True).start()
