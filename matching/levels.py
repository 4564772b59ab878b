"""The levels of the accrediting bodies on one scale of four bands, as dated data.

Bodies ask for different things, so this is our reading, not theirs: a band says about how many hours of coaching a
level asks for, where a body says so; where it doesn't, the order of its levels decides. It is used for nothing but to
bring people together who are about as far along, and is never shown. Bands: 1 below 250 hours, 2 below 750, 3 below
1,500, 4 from there on.
"""

import re
from dataclasses import dataclass
from datetime import date

BANDS = (1, 2, 3, 4)
AS_OF = date(2026, 11, 1)
ICF = "coachingfederation.org, credentials; looked up 2026"
EMCC = "emccglobal.org, EIA; looked up 2026; asks for no number that we could compare"
AC = "associationforcoaching.com, accreditation; looked up 2026"
APECS = "apecs.org, accreditation; looked up 2026; asks for no number that we could compare"
IAPCM = "coach-accreditation.services, levels for coaches; looked up 2026"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of one body: how it is recognised in what people write, the hours it asks for, and our band.

    It holds from `since` until another row of the same body and words has a later day.
    """

    body: str
    words: tuple[str, ...]  # any of them, in small letters
    band: int
    hours: int | None
    source: str
    since: date = AS_OF


LEVELS = (
    Level("ICF", ("acc", "associate"), 1, 100, ICF),
    Level("ICF", ("pcc", "professional"), 2, 500, ICF),
    Level("ICF", ("mcc", "master"), 4, 2500, ICF),
    Level("EMCC", ("foundation",), 1, None, EMCC),
    Level("EMCC", ("practitioner",), 2, None, EMCC),
    Level("EMCC", ("senior",), 3, None, EMCC),
    Level("EMCC", ("master",), 4, None, EMCC),
    Level("AC", ("foundation",), 1, 75, AC),
    Level("AC", ("coach",), 2, 250, AC),
    Level("AC", ("professional",), 3, 750, AC),
    Level("AC", ("master",), 4, 1500, AC),
    Level("APECS", ("professional",), 3, None, APECS),
    Level("APECS", ("master",), 4, None, APECS),
    Level("IAPC&M", ("practitioner",), 1, 60, IAPCM),
    Level("IAPC&M", ("senior",), 3, 750, IAPCM),
    Level("IAPC&M", ("master",), 4, 1500, IAPCM),
    Level("IAPC&M", ("fellow",), 4, 2500, IAPCM),
)
# Words that stand in the name of every level ("Senior Practitioner", "Professional Coach"): only when no other is there.
_PLAIN = ("coach", "practitioner")


def band(body: str, level: str | None, on: date) -> int | None:
    """The band of a level as somebody wrote it ("PCC", "senior practitioner"), by what held on this day.

    None when the body or the level isn't known here, or when the words fit levels of different bands: such a person is
    matched without regard to level. Never raises.
    """
    said = re.findall(r"\w+", (level or "").casefold())
    rows = [row for row in LEVELS if row.body.casefold() == body.strip().casefold() and row.since <= on]
    for plain in (False, True):
        found: dict[tuple[str, ...], Level] = {}
        for row in sorted(rows, key=lambda row: row.since):
            if any(word in said and (word in _PLAIN) == plain for word in row.words):
                found[row.words] = row
        bands = {row.band for row in found.values()}
        if bands:
            return bands.pop() if len(bands) == 1 else None
    return None
