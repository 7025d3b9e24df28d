"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded stays loaded: it is not looked through again for every few hundred new objects.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
