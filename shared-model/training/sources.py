"""Names of the sources of photos (folders of DATA, laid out as README.md says) and the kinds of their labels."""

import json
from pathlib import Path

SHOP = "grocery-store"
STUDIO = "fruits-360"
PLAIN_GROUND = "phone-plain"
WEB = ("web-15", "web-3")
OUT_OF_DISTRIBUTION = "clothing"
NATURAL = (
    "web-15",
    "web-3",
    "phone-plain",
    "desk-fruit",
    "free-kitchen",
    "free-table",
    "free-orchard",
    "free-tomato-plant",
    "free-commons",
)

KINDS = json.loads((Path(__file__).parent / "kinds.json").read_text())
"""Label -> kind; None where the label is no fruit or vegetable. Labels of OUT_OF_DISTRIBUTION are not in it."""
