"""How many examples a property is tried with: few at every run, the usual hundred and more by `make torture`."""

import os

from hypothesis import settings

from tests import parsed

settings.register_profile("usual", max_examples=40)
settings.register_profile("torture", max_examples=400)
settings.load_profile("torture" if os.environ.get("FSWORKBOOK_TORTURE") else "usual")
parsed.remember()
