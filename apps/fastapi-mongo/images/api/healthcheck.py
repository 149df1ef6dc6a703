"""Exit status 0 if the service answers; without the weight of its packages, for it runs every few seconds."""

import os
from http.client import HTTPConnection

service = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=3)
service.request("GET", "/health")
raise SystemExit(service.getresponse().status != 200)
