"""The page in a real browser."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from twilio.rest import Client

from simulator.screenshot import BROWSER_FLAGS, BROWSERS, find_browser, take
from tests.simulator.conftest import ACCOUNT, App, Desk, xml
from tests.simulator.templates import create, list_picker, quick_reply, send

if find_browser() is None and os.environ.get("CI") != "true":
    needed = f"the page is tried in a browser: install one of {', '.join(BROWSERS)}"
    pytest.skip(needed, allow_module_level=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_browser()
    assert path, f"CI needs one of {', '.join(BROWSERS)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(BROWSER_FLAGS))
        yield browser
        browser.close()


def open_page(browser: Browser, desk: Desk, width: int = 1280, height: int = 800) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": height})
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda told: troubles.append(told.text) if told.type == "error" else None)
    page.goto(desk.url)
    page.wait_for_selector("#phone-p3")
    return page, troubles


def test_a_conversation_in_the_page(browser: Browser, desk: Desk, app: App) -> None:
    page, troubles = open_page(browser, desk)
    amara = page.get_by_role("region", name="Amara, SMS")
    amara.get_by_role("textbox").fill("<b>Hello</b> مرحبا")
    amara.get_by_role("textbox").press("Enter")
    expect(amara.locator(".received .body")).to_have_text("You said: <b>Hello</b> مرحبا")
    expect(amara.locator(".sent .body")).to_have_text("<b>Hello</b> مرحبا")
    expect(amara.get_by_role("img", name="the app answered")).to_be_visible()

    app.answer = lambda form: xml("<Response><Message>See https://example.org/a?b=1.</Message></Response>")
    amara.get_by_role("textbox").fill("link")
    amara.get_by_role("button", name="Send from Amara").click()
    expect(amara.get_by_role("link")).to_have_attribute("href", "https://example.org/a?b=1")

    app.answer = lambda form: ("broken", 500)
    lucia = page.get_by_role("region", name="Lucía, WhatsApp")
    lucia.locator("summary").click()
    lucia.get_by_role("button", name="Voice note").click()
    expect(lucia.locator(".note.error")).to_contain_text("Error 11200")
    expect(lucia.locator("audio")).to_be_visible()
    assert app.inbound()[-1].form["MediaContentType0"] == "audio/ogg"

    desk.post("/api/phones", name="Noor", address="whatsapp:US.13491208655302741918")
    expect(page.get_by_role("region", name="Noor, WhatsApp")).to_be_attached(timeout=2000)
    assert troubles == []
    page.close()


def test_turning_the_clock_and_adding_a_phone(browser: Browser, desk: Desk) -> None:
    page, troubles = open_page(browser, desk)
    expect(page.locator("#clock-time")).to_have_text("10:00")
    page.get_by_role("button", name="Turn the clock on by 10 minutes").click()
    expect(page.locator("#clock-time")).to_have_text("10:10")
    page.locator("#turn-menu summary").click()
    page.get_by_label("Turn the clock on to (UTC)").fill("2026-12-01T09:30")
    page.get_by_role("button", name="Turn", exact=True).click()
    expect(page.locator("#clock")).to_contain_text("Tue 1 Dec 2026")
    expect(page.locator("#clock-time")).to_have_text("09:30")
    desk.post("/api/clock", seconds=60)
    expect(page.locator("#clock-time")).to_have_text("09:31", timeout=2000)

    page.get_by_role("button", name="Add a phone").click()
    page.get_by_label("Whose is it?").fill("Noor")
    page.get_by_label("WhatsApp, number hidden").check()
    page.get_by_role("button", name="Add", exact=True).click()
    noor = page.get_by_role("region", name="Noor, WhatsApp")
    noor.get_by_role("textbox").fill("hi")
    noor.get_by_role("textbox").press("Enter")
    expect(noor.locator(".received")).to_contain_text("You said: hi")
    assert troubles == []
    page.close()


def test_send_twice_and_no_signal(browser: Browser, desk: Desk, app: App) -> None:
    page, _ = open_page(browser, desk)
    amara = page.get_by_role("region", name="Amara, SMS")
    amara.get_by_role("textbox").fill("again")
    amara.locator("summary").click()
    amara.get_by_role("button", name="Send twice").click()
    expect(amara.locator(".received")).to_have_count(2)
    first, second = app.inbound()
    assert first.form == second.form
    amara.locator("summary").click()
    amara.get_by_role("button", name="No signal").click()
    expect(amara.locator(".channel")).to_have_text("No signal · 30003")
    page.close()


def test_buttons_and_lists_are_tapped(browser: Browser, desk: Desk, app: App, twilio: Client) -> None:
    page, troubles = open_page(browser, desk, width=360, height=640)
    lucia = page.get_by_role("region", name="Lucía, WhatsApp")
    page.get_by_role("navigation").get_by_role("button", name="Lucía").click()
    send(twilio, create(twilio, quick_reply()))
    yes = lucia.get_by_role("button", name="Yes, gladly")
    expect(yes).to_be_in_viewport(ratio=1, timeout=2000)
    assert (yes.bounding_box() or {})["height"] >= 40  # a thumb's worth
    yes.focus()
    page.keyboard.press("Enter")
    expect(lucia.locator(".sent .body")).to_have_text("Yes, gladly")
    for _moment in range(50):  # the bubble is there before the webhook has got anywhere
        if app.inbound():
            break
        page.wait_for_timeout(100)
    assert app.inbound()[-1].form["ButtonPayload"] == "session:yes"

    send(twilio, create(twilio, list_picker(items=10)), "")
    opener = lucia.locator("summary", has_text="Choose a day")
    expect(opener).to_be_in_viewport(timeout=2000)
    expect(lucia.get_by_role("button", name="Day 2")).to_be_hidden()
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(lucia.locator(".sent .body").last).to_have_text("Day 2")
    assert app.inbound()[-1].form["ListId"] == "day:2"
    expect(lucia.get_by_role("button", name="Day 2")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert troubles == []
    page.close()


def test_typing_and_what_never_arrived(browser: Browser, desk: Desk, twilio: Client) -> None:
    page, troubles = open_page(browser, desk)
    lucia = page.get_by_role("region", name="Lucía, WhatsApp")
    sid = desk.text("p2", body="Hola")["sid"]
    twilio.messaging.v2.typing_indicator.create(channel="whatsapp", message_id=sid)
    expect(lucia.locator("li").last).to_have_text("typing…", timeout=2000)
    desk.post("/api/window", on=True)
    desk.post("/api/clock", seconds=86_400)
    expect(lucia.get_by_text("typing…")).to_be_hidden(timeout=2000)
    send(twilio, create(twilio, quick_reply()))
    expect(lucia.get_by_text("not delivered · 63016")).to_be_visible(timeout=2000)
    expect(lucia.get_by_role("button", name="Yes, gladly")).to_be_hidden()
    assert troubles == []
    page.close()


def test_a_phone_s_width(browser: Browser, desk: Desk) -> None:
    page, troubles = open_page(browser, desk, width=360, height=640)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for name in ("Turn the clock on by 1 minute", "Turn the clock on by 1 day", "Add a phone"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.locator("#turn-menu summary")).to_be_in_viewport(ratio=1)
    for name, region in (
        ("Coordinator", "Coordinator, SMS"),
        ("Lucía", "Lucía, WhatsApp"),
        ("Amara", "Amara, SMS"),
    ):
        page.get_by_role("navigation").get_by_role("button", name=name).click()
        phone = page.get_by_role("region", name=region)
        expect(phone.get_by_role("textbox")).to_be_in_viewport(ratio=1)
        expect(phone.get_by_role("button", name="Send from")).to_be_in_viewport(ratio=1)
        phone.get_by_role("textbox").fill("hola " * 40)
        phone.get_by_role("textbox").press("Enter")
        expect(phone.locator(".received")).to_be_in_viewport()
    phone.locator("summary").click()
    expect(phone.get_by_role("button", name="Picture")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert troubles == []
    page.close()


def test_old_messages_stay_in_view_of_their_reader(browser: Browser, desk: Desk, app: App) -> None:
    for number in range(30):
        desk.text("p1", body=f"line {number}")
    page, _ = open_page(browser, desk)
    chat = page.locator("#phone-p1 .chat")
    expect(chat.get_by_text("You said: line 29")).to_be_in_viewport()
    chat.evaluate("chat => (chat.scrollTop = 0)")
    page.wait_for_timeout(100)
    desk.text("p1", body="news")
    expect(chat.get_by_text("You said: news")).to_be_attached(timeout=2000)
    assert chat.evaluate("chat => chat.scrollTop") == 0
    page.close()


def test_a_screenshot(desk: Desk, tmp_path: Path, browser: Browser) -> None:
    desk.text("p1", body=f"hello {ACCOUNT.sms_from}")
    out = tmp_path / "desk.png"
    # Playwright's own loop runs in this thread already; a command line has a thread to itself.
    taking = threading.Thread(target=take, args=(desk.url, out), kwargs={"theme": "dark", "width": 360})
    taking.start()
    taking.join(60)
    assert out.read_bytes().startswith(b"\x89PNG")


def test_without_a_browser_the_command_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="needs a browser"):
        take("http://127.0.0.1:1/", tmp_path / "x.png")
