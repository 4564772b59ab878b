"""The calendar file behind the link in a text."""

import re
from datetime import UTC, datetime

import requests
from icalendar import Calendar

from tests import chats
from tests.playhouse import Playhouse


def _links(house: Playhouse) -> dict[str, str]:
    """Play until the first session is booked; each one's link."""
    text = (chats.CONVERSATIONS / "afterwards.chat").read_text()
    upto = text.index("# Ama needs another time")
    play = chats.Play(house, chats.parse(text[:upto]))
    play.run()
    links = {}
    for name, phone in play.phones.items():
        found = re.findall(r"http\S+\.ics", "\n".join(house.received(phone)))
        links |= {name: found[-1]} if found else {}
    return links


def test_each_of_the_two_gets_a_file_for_the_same_hour(house: Playhouse) -> None:
    links = _links(house)
    assert set(links) == {"Ama", "Chidi"}
    events = []
    for link in links.values():
        answer = requests.get(link, timeout=15)
        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert answer.headers["Cache-Control"] == "no-store"
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        events.append(event)
    assert {event.decoded("dtstart") for event in events} == {datetime(2026, 12, 10, 16, tzinfo=UTC)}
    assert {event.decoded("dtend") for event in events} == {datetime(2026, 12, 10, 17, tzinfo=UTC)}
    assert len({event["uid"] for event in events}) == 1


def test_the_file_names_nobody(house: Playhouse) -> None:
    for link in _links(house).values():
        file = requests.get(link, timeout=15).text
        assert not re.search("Ama|Chidi|coach|board has|POC", file)


def test_a_link_somebody_made_up_leads_nowhere(house: Playhouse) -> None:
    link = _links(house)["Ama"]
    assert requests.get(link.replace(".ics", "x.ics"), timeout=15).status_code == 404
    assert requests.get(re.sub(r"calendar/.", "calendar/_", link), timeout=15).status_code == 404
