"""The picture in the README: `python -m simulator.scene OUT.png [--theme dark]`.

Starts the whole house with `sounding-board simulate`, plays a small story on its phones over HTTP, takes a screenshot
and ends everything.
"""

import argparse
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import requests

from simulator import screenshot

WIDTH, HEIGHT = 1280, 900  # three phones fill it
SCALE = 1.5  # sharp, and a third of the bytes that 2 takes
PATIENCE_S = 30.0
HEARTBEAT_S = 6.0  # by then delivery has shown that it is there; until then answers come without buttons


class Desk:
    """A running simulator, over its JSON API."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = requests.Session()

    def phone(self, name: str) -> "Handset":
        """Return one of the phones that are there from the start."""
        return Handset(self, next(str(one["id"]) for one in self.state()["phones"] if one["name"] == name))

    def state(self) -> dict[str, Any]:
        """Return everything on the desk."""
        return self._answer(self._http.get(f"{self.url}/api/state", timeout=PATIENCE_S))

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        """Do something at the desk."""
        return self._answer(self._http.post(self.url + path, json=body, timeout=PATIENCE_S))

    def wait(self, **time: float) -> None:
        """Turn the clock on by days, hours or minutes."""
        self.post("/api/clock", seconds=timedelta(**time).total_seconds())

    def wait_for_monday(self) -> None:
        """Turn the clock on to three o'clock of the next Monday, so that every picture looks alike; it is morning in
        Bogotá then."""
        now = datetime.fromisoformat(self.state()["clock"])
        three = now.replace(hour=15, minute=0, second=0, microsecond=0)
        self.post("/api/clock", to=(three + timedelta(days=7 - now.weekday())).isoformat())

    @staticmethod
    def _answer(response: requests.Response) -> dict[str, Any]:
        response.raise_for_status()
        answer: dict[str, Any] = response.json()
        return answer


class Handset:
    """One phone on the desk."""

    def __init__(self, desk: Desk, phone_id: str) -> None:
        self._desk, self._id = desk, phone_id

    def says(self, *texts: str) -> None:
        """Text each of these, waiting for the answer in between."""
        for text in texts:
            had = len(self._received())
            answer = self._desk.post(f"/api/phones/{self._id}/texts", body=text)
            if not answer["replies"]:  # with buttons it comes a moment later
                self._wait(partial(self._has_more_than, had), text)

    def code(self) -> str:
        """The code in the last text, which a coordinator's first command is answered with."""
        return str(re.findall(r"\b\d{6}\b", self._received()[-1]["body"])[-1])

    def taps(self, title: str) -> None:
        """Tap the last button that reads so."""
        choices = [choice for text in self._received() for choice in text["buttons"]]
        tapped = next(choice["id"] for choice in reversed(choices) if choice["title"] == title)
        self._desk.post(f"/api/phones/{self._id}/texts", tap=tapped)

    def reads(self, words: str) -> None:
        """Wait until these words have come. Raises TimeoutError."""
        self._wait(lambda: any(words in text["body"] for text in self._received()), words)

    def _has_more_than(self, count: int) -> bool:
        return len(self._received()) > count

    def _received(self) -> list[dict[str, Any]]:
        phone = next(one for one in self._desk.state()["phones"] if one["id"] == self._id)
        return [text for text in phone["messages"] if text["direction"] == "received"]

    @staticmethod
    def _wait(true: Callable[[], bool], words: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > until:
                raise TimeoutError(f"nobody read: {words}")
            time.sleep(0.1)


def play(desk: Desk) -> None:
    """Two coaches join, are verified and introduced, and are about to find a time."""
    amara, lucia, coordinator = desk.phone("Amara"), desk.phone("Lucía"), desk.phone("Coordinator")
    desk.wait_for_monday()
    amara.says(
        "Hello", "1", "1", "1", "1", "Amara, she/her", "London", "EMCC", "Practitioner", "EIA2024-1177"
    )
    amara.says("a thinking partner for my work on grief", "3 and 4")
    coordinator.reads("Amara would like to join")
    lucia.says(
        "Hola", "sí", "sí", "sí", "1", "Lucía, ella", "Bogotá", "ICF", "PCC", "omitir", "omitir", "1 y 3"
    )
    coordinator.reads("Lucía would like to join")
    desk.wait(minutes=25)
    coordinator.says("look Amara")
    coordinator.says(coordinator.code(), "verify Amara", "verify Lucía")
    amara.reads("Welcome!")
    lucia.reads("¡Te damos la bienvenida!")
    desk.wait(minutes=5)
    coordinator.says("pair Amara and Lucía")
    amara.reads("Would you like to meet?")
    lucia.reads("¿Quieres conocer a esta persona?")
    desk.wait(minutes=12)
    amara.says("yes please")
    desk.wait(minutes=40)
    lucia.taps("Sí, preséntennos")
    amara.reads("do you agree")
    lucia.reads("¿aceptas esto?")
    lucia.taps("De acuerdo")
    coordinator.reads("both said yes")
    desk.wait(minutes=6)
    amara.says("👍")
    lucia.reads("RESERVAR")
    desk.wait(minutes=1)
    amara.says("Thursday 6pm", "1")
    lucia.reads("¿Te va bien?")


@contextmanager
def house() -> Iterator[str]:
    """Run everything for the block, and give the address of the page."""
    command = [sys.executable, "-m", "cli", "simulate"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()  # its last words, and its end


def _address(process: "subprocess.Popen[str]") -> str:
    """Where the page is, once WhatsApp has approved the templates."""
    address = None
    for line in process.stdout or ():
        found = re.search(r"http://\S+", line)
        address = found.group().rstrip("/") if found else address
        if address and "approved" in line:
            time.sleep(HEARTBEAT_S)
            return address
    raise SystemExit("The simulator didn't start.")


def main(arguments: list[str] | None = None) -> None:
    """Play the scene and write its picture."""
    parser = argparse.ArgumentParser(prog="python -m simulator.scene", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    chosen = parser.parse_args(arguments)
    with house() as url:
        play(Desk(url))
        screenshot.take(url, chosen.out, width=WIDTH, height=HEIGHT, theme=chosen.theme, scale=SCALE)
    sys.stdout.write(f"{chosen.out}\n")


if __name__ == "__main__":
    main()
