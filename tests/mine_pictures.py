"""A picture for docs of the page behind MY DATA, as a phone shows it by day and by night.

python -m tests.mine_pictures docs        writes my-data.png there
"""

import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from flows import data_page, links
from flows.conversation import receive
from messaging.inbound import Inbound
from models import clock, database, holdings, sealing, sessions
from models.migrate import upgrade
from models.reflections import Reflection
from tests.models import people
from tests.servers.browser import chromium_browser

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
NUMBER, NAME = "+447700900201", "أمينة Amina"  # written from both sides
WIDTH, HEIGHT, SCALE = 360, 780, 1.5


def lived(connection: Connection) -> int:
    """Her first weeks here."""
    with Session(bind=connection, expire_on_commit=False) as db:
        me = people.person(db, NUMBER, NAME)
        chidi = people.person(db, "+447700900202", "Chidi")
        me.pronouns, me.aims = "she/her", "to lead with less worry"
        had = people.meeting(
            db, people.pairing(db, me, chidi, me, "agreed"), NOON - timedelta(days=3), "happened"
        )
        mine = sessions.account(db, had.id, me.id)
        mine.happened, mine.audience, mine.feedback, mine.written_at = True, "me", "I spoke too much.", NOON
        db.add(Reflection(member_id=me.id, words="Today I waited.\nIt was worth it."))
        db.flush()
        return me.id


def page_of(database_url: str) -> str:
    """The page, as HTML."""
    sealing.use([sealing.new_key()])
    links.use("https://board.example.org")
    clock.follow(lambda: NOON)
    engine = database.connect(database_url)
    me = database.run(engine, lived)
    for at, words in enumerate(("menu", "my consents")):
        inbound = Inbound(f"SM{at:032x}", "sms", NUMBER, words)
        database.run(engine, lambda connection, inbound=inbound: receive(connection, inbound))  # type: ignore[misc]
    with Session(engine) as db:
        return data_page.full("en", "Europe/London", holdings.of(db, me), NOON.date())


def main() -> None:
    """Both, side by side."""
    with TemporaryDirectory() as home, chromium_browser() as browser:
        url = f"sqlite:///{home}/mine.db"
        upgrade(url)
        html = page_of(url)
        seen = Image.new("RGB", (int(2 * WIDTH * SCALE), int(HEIGHT * SCALE)))
        for at, scheme in enumerate(("light", "dark")):
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=SCALE,
                color_scheme=scheme,  # type: ignore[arg-type]
            )
            page.set_content(html)
            if len(sys.argv) > 2:  # how far down, in pixels
                page.evaluate(f"scrollTo(0, {int(sys.argv[2])})")
            seen.paste(Image.open(BytesIO(page.screenshot())), (int(at * WIDTH * SCALE), 0))
        made = Path(sys.argv[1]) / "my-data.png"
        seen.quantize(64).save(made, optimize=True)
        sys.stdout.write(f"{made}\n")


if __name__ == "__main__":
    main()
