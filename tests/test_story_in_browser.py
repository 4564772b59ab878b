"""The story as somebody at a desk sees it: the simulator's page in a real Chromium, the house on real processes."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import simulator
from models import heartbeats
from models.migrate import upgrade
from tests import stages
from tests.playhouse import OPENING
from tests.servers import sqlite
from tests.servers.redis import empty
from workers.queues import DELIVERY, QUEUES, TICKS, Tick

AMARA, LUCIA, MAYA = "Amara, SMS", "Lucía, WhatsApp", "Coordinator, SMS"


@pytest.fixture(scope="module")
def desk(
    shared_directory: Path, tmp_path_factory: pytest.TempPathFactory, redis_process_url: str
) -> Iterator[stages.House]:
    """The house with the phones and templates that `make run` has; it starts before the browser does."""
    empty(redis_process_url)
    url = sqlite.fresh_database(shared_directory, tmp_path_factory.mktemp("desk"), upgrade)
    with pytest.MonkeyPatch.context() as patch:
        for queue in QUEUES:  # what a tick is worth is shown in test_processes
            patch.setitem(TICKS, queue, Tick(queue, timedelta(seconds=1)))
        with stages.house(url, redis_process_url, phones=simulator.DEFAULT_PHONES, dawn=OPENING) as house:
            house.push_templates()
            stages.wait_until(
                lambda: house.remembered(heartbeats.last).get(DELIVERY), stages.PATIENCE, "nobody delivers"
            )
            yield house


class Desk:
    """What a person does at the page, and reads there."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.troubles: list[str] = []
        self._read: dict[str, set[int]] = {}
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda told: self.troubles.append(told.text) if told.type == "error" else None)
        page.goto(url)
        expect(self.phone(MAYA)).to_be_attached()

    def phone(self, who: str) -> Locator:
        return self.page.get_by_role("region", name=who)

    def says(self, who: str, words: str, *answer: str) -> None:
        """Type, press Send, and read the answer."""
        phone = self.phone(who)
        phone.get_by_role("textbox").fill(words)
        phone.get_by_role("button", name="Send from").click()
        expect(phone.locator(".sent .body").last).to_have_text(words)
        self.reads(who, *answer)

    def code(self, who: str) -> str:
        """The code in the last text that came."""
        last = self.phone(who).locator(".received .body").last.inner_text()
        return re.findall(r"\b\d{6}\b", last)[-1]

    def taps(self, who: str, title: str, *answer: str) -> None:
        """Tap what reads so, and read the answer."""
        phone = self.phone(who)
        phone.get_by_role("button", name=title, exact=True).last.click()
        expect(phone.locator(".sent .body").last).to_have_text(title)
        self.reads(who, *answer)

    def reads(self, who: str, *texts: str) -> None:
        """Read, of what wasn't read yet, texts that hold some words; letters come in an order of their own."""
        for words in texts:
            stages.wait_until(
                lambda words=words: self._takes(who, words), stages.PATIENCE, f"{who} didn't read {words!r}"
            )

    def _takes(self, who: str, words: str) -> bool:
        found = next((place for place, text in self.unread(who).items() if words in text), None)
        if found is not None:
            self._read.setdefault(who, set()).add(found)
        return found is not None

    def unread(self, who: str) -> dict[int, str]:
        """What came and wasn't read, by its place on the phone."""
        came = enumerate(self.phone(who).locator(".received .body").all_inner_texts())
        return {place: text for place, text in came if place not in self._read.get(who, ())}

    def turns(self, how: str, *, shows: str) -> None:
        """Press one of the clock's buttons."""
        self.page.get_by_role("button", name=f"Turn the clock on by {how}").click()
        expect(self.page.locator("#clock-time")).to_have_text(shows)

    def turns_to(self, moment: str, *, shows: str) -> None:
        """Set the clock to a date and time, in UTC."""
        self.page.locator("#turn-menu summary").click()
        self.page.get_by_label("Turn the clock on to (UTC)").fill(moment)
        self.page.get_by_role("button", name="Turn", exact=True).click()
        expect(self.page.locator("#clock")).to_contain_text(shows)


def test_the_story_at_the_desk(desk: stages.House, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 860})
    at = Desk(page, desk.url)

    at.says(AMARA, "Hello", "Welcome to Sounding Board")
    at.says(AMARA, "1", "May we suggest other members")
    at.says(AMARA, "yes please", "May we text you here")
    at.says(AMARA, "👍", "This space is for coaches")
    at.says(AMARA, "1", "What should we call you?")
    at.says(AMARA, "Amara, she/her", "Which city do you live in?")
    at.says(AMARA, "London", "London, United Kingdom")
    at.says(AMARA, "emcc", "Which level do you hold with EMCC?")
    at.says(AMARA, "Practitioner", "membership or certificate number")
    at.says(AMARA, "EIA2024-1177", "What would you like here?")
    at.says(AMARA, "skip", "When are you usually free")
    at.says(AMARA, "3 and 4", "Thank you, Amara.")
    at.reads(MAYA, "Amara would like to join")
    at.says(MAYA, "look Amara", "reply with this code")
    at.says(MAYA, at.code(MAYA), "Reference: EIA2024-1177")
    at.says(MAYA, "verify Amara", "Amara is verified")
    at.reads(AMARA, "Your accreditation is verified.")

    at.says(LUCIA, "Hola", "Te damos la bienvenida")
    at.says(LUCIA, "sí", "¿Podemos proponerte colegas")
    at.says(LUCIA, "sí", "¿Podemos escribirte aquí")
    at.says(LUCIA, "1", "Este espacio es para coaches")
    at.taps(LUCIA, "Me identifico así", "¿Cómo quieres que te llamemos?")
    at.says(LUCIA, "Lucía (ella)", "¿En qué ciudad vives?")
    at.says(LUCIA, "Bogotá", "Bogotá, Colombia")
    at.says(LUCIA, "ICF", "¿Qué nivel tienes con ICF?")
    at.says(LUCIA, "PCC", "¿Cuál es tu número de membresía")
    at.says(LUCIA, "omitir", "¿Qué te gustaría encontrar")
    at.says(LUCIA, "omitir", "¿Cuándo sueles tener tiempo")
    at.says(LUCIA, "1 y 3", "Gracias, Lucía.")
    at.reads(MAYA, "Lucía would like to join")
    at.says(MAYA, "verify Lucía", "Lucía is verified")
    at.reads(LUCIA, "Tu acreditación está verificada.")

    at.says(MAYA, "pair Amara and Lucía", "I'm asking Amara and Lucía.")
    at.reads(AMARA, "We have somebody for you to coach with")
    at.says(AMARA, "1", "Lovely.")
    at.turns_to("2026-12-07T15:00", shows="15:00")  # it was four in the morning in Bogotá
    at.reads(LUCIA, "Tenemos a alguien con quien hacer coaching")
    at.taps(LUCIA, "Sí, preséntennos", "tú dijeron que sí")
    at.reads(AMARA, "both said yes. Before you meet, do you agree")
    at.reads(MAYA, "Amara and Lucía both said yes")
    at.taps(LUCIA, "De acuerdo", "Gracias.")
    at.says(AMARA, "1", "When could you meet Lucía for an hour")
    at.reads(LUCIA, "están de acuerdo")

    at.says(AMARA, "Thursday 17 December 6pm", "For Lucía: Thursday 17 December 2026, 13:00 (Bogota)")
    at.says(AMARA, "1", "I've suggested it to Lucía")
    at.reads(LUCIA, "jueves 17 de diciembre de 2026, 13:00 (Bogotá)")
    at.taps(LUCIA, "Sí, me va bien", "Reservado con Amara")
    at.reads(AMARA, "Booked with Lucía: Thursday 17 December 2026, 18:00 (London).", "How do you meet Lucía?")
    link = at.phone(AMARA).get_by_role("link").last.get_attribute("href")
    assert link is not None
    assert page.request.get(link).headers["content-type"].startswith("text/calendar")

    at.says(AMARA, "skip", "That's fine.")

    at.turns_to("2026-12-16T18:00", shows="Wed 16 Dec 2026")
    at.reads(AMARA, "Tomorrow you meet Lucía")
    at.reads(LUCIA, "Mañana tienes sesión con Amara")
    at.turns_to("2026-12-17T17:00", shows="Thu 17 Dec 2026")
    at.reads(AMARA, "You meet Lucía at 18:00.")
    at.reads(LUCIA, "Tienes sesión con Amara a las 13:00.")
    at.turns("1 hour", shows="18:00")
    at.reads(AMARA, "You coach Lucía now, until 18:30.")
    at.reads(LUCIA, "hasta las 13:30.")
    for minutes in ("10", "20", "30"):
        at.turns("10 minutes", shows=f"18:{minutes}")
    at.reads(AMARA, "Half time. Now Lucía coaches you, until 19:00.")
    at.reads(LUCIA, "Mitad del tiempo.")

    at.turns_to("2026-12-17T21:00", shows="21:00")
    at.reads(LUCIA, "¿Tuvieron su sesión Amara y tú")
    at.turns_to("2026-12-18T09:00", shows="09:00")  # nine in the evening is too late to ask in London
    at.reads(AMARA, "Did you and Lucía meet")
    at.says(AMARA, "1", "Say first who may read them.")
    at.says(AMARA, "1", "Only Lucía will read this")
    at.says(
        AMARA, "Kind and sharp questions. The silence helped.", "Is there one thing you'd like to commit to?"
    )
    at.says(AMARA, "skip", "Thank you.")
    at.taps(LUCIA, "Sí, la tuvimos", "Di primero quién puede leerlas.")
    at.says(LUCIA, "1", "Esto solo lo leerá Amara")
    at.says(LUCIA, "Me sentí escuchada.", "¿Hay algo a lo que quieras comprometerte?")
    at.says(LUCIA, "omitir", "Gracias.", "Kind and sharp questions. The silence helped.")
    at.reads(AMARA, "Me sentí escuchada.")
    assert [at.unread(who) for who in (AMARA, LUCIA, MAYA)] == [{}, {}, {}], "somebody read more"

    expect(page.locator(".note.error, .bad")).to_have_count(0)
    assert at.troubles == []
    page.close()


def test_the_page_on_a_phone(desk: stages.House, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    at = Desk(page, desk.url)
    page.get_by_role("button", name="Add a phone").click()
    page.get_by_label("Whose is it?").fill("Noor")
    page.get_by_role("button", name="Add", exact=True).click()
    noor = at.phone("Noor, SMS")
    expect(noor.get_by_role("textbox")).to_be_in_viewport(ratio=1)
    expect(noor.get_by_role("button", name="Send from")).to_be_in_viewport(ratio=1)
    at.says("Noor, SMS", "Hello", "Welcome to Sounding Board")
    expect(noor.locator(".received .body")).to_be_in_viewport()
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width == [360, 360], "the page is wider than the phone"
    assert at.troubles == []
    page.close()
