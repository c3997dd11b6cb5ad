"""The way in for an application server such as Granian."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
application = get_wsgi_application()

# What is loaded by now lives as long as the process: the collector needn't walk it again for every page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
