"""Somebody outside the house: whom people can turn to when nobody here should care for what they raise."""

_contact = ""


def use(contact: str) -> None:
    """Who it is and how to reach them, as the organisation says it ("Nia Bell, +44 …"). Called once at start by the edges."""
    global _contact
    _contact = contact.strip()


def contact() -> str:
    """What people read of it; empty when nobody was named, which `sounding-board doctor` complains about."""
    return _contact
