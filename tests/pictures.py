"""Pictures for docs: a coordinator's phones, with the numbers as a picture and the morning's digest.

    python -m tests.pictures docs        writes impact-light.png and impact-dark.png there

A year of forty people can't be texted in a minute, so unlike `simulator/scene.py` this puts them into the tables.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from models.migrate import upgrade
from simulator import screenshot
from tests.chats import Play, parse
from tests.playhouse import Playhouse
from workers.embedded import embedded_redis

WIDTH, HEIGHT, SCALE = 800, 1290, 1.25  # two phones, 360 points across each
STORY = Path(__file__).parent / "conversations" / "stalled.chat"
DIGEST, TOLD = "Maya, SMS", "Maya's WhatsApp, WhatsApp"


def play(house: Playhouse) -> None:
    """A month with a morning on which something needs a person; then she asks how it goes."""
    lines = parse(STORY.read_text())
    first = next(
        at for at, line in enumerate(lines) if line.kind == "reads" and "no time yet" in " ".join(line.reads)
    )
    story = Play(house, lines[: first + 1])
    for line in story._lines:
        story.step(line)
    house.fill()
    house.bring_buttons()
    phone = house.phone("Maya's WhatsApp", "whatsapp:+447700900999")
    house.send(phone, "How are we doing?")
    house.work()


def main() -> None:
    """Play it, and take both pictures."""
    out = Path(sys.argv[1])
    with TemporaryDirectory() as home, embedded_redis(Path(home) / "redis") as redis_url:
        url = f"sqlite:///{home}/play.db"
        upgrade(url)
        house = Playhouse(url, redis_url, Path(home))
        try:
            play(house)
            for theme in ("light", "dark"):
                made = out / f"impact-{theme}.png"
                screenshot.take(
                    house.settings.twilio_api_url, made, width=WIDTH, height=HEIGHT, theme=theme, scale=SCALE,
                    phones=(TOLD, DIGEST),
                )  # fmt: skip
                with Image.open(made) as picture:  # few colours, half of the bytes
                    picture.convert("RGB").quantize(255).save(made, optimize=True)
                sys.stdout.write(f"{made}\n")
        finally:
            house.close()


if __name__ == "__main__":
    main()
