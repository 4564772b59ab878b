"""Whom words may be about, among everybody here: rather one person too many than one too few, for whoever is meant must
never read them."""

import re

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from flows.understand import fold
from models import members, pairings, seats
from models.members import Member

NEAR = 80  # how alike a word and a name must be, of 100, where its bearer could read it
LONG = 3  # letters of a part of a name


def named_in(db: Session, *texts: str | None) -> set[int]:
    """The ids of all whose first name, or another part of their name, stands there; of who holds a seat, also nearly so."""
    said = {word for text in texts if text for word in re.findall(r"[^\W\d_]+", fold(text))}
    if not said:
        return set()
    seated = {one.member_id for one in seats.all_held(db)}
    found = set()
    for one, name in members.names(db):
        parts = {part for part in fold(name).split() if len(part) >= LONG} or {fold(name)}
        if parts & said or (one in seated and _nearly(parts, said)):
            found.add(one)
    return found


def _nearly(parts: set[str], said: set[str]) -> bool:
    """ "Benny" and "Ben" for Benjamin, "Nial" for Niall."""
    words = [word for word in said if len(word) >= LONG]
    return any(
        part[:LONG] == word[:LONG] or fuzz.ratio(part, word) >= NEAR for part in parts for word in words
    )


def known_among(db: Session, member_id: int, some: set[int]) -> list[Member]:
    """Whom of these this member knows by name, and goes on with."""
    going = pairings.going(db, member_id, ("met", "agreed", "turning"))
    return [one for each in going for one in each.others(member_id) if one.id in some and one.name]
