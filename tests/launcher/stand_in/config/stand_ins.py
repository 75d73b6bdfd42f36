"""In place of the partners of the demonstration: says where they would be, and stays."""

import json
import sys
import threading
from pathlib import Path

Path(sys.argv[sys.argv.index("--tell") + 1]).write_text(json.dumps({"ports": {}, "settings": {"BANK_APP_URL": "x"}}))
threading.Event().wait()
