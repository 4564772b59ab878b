"""Pictures of the monthly letter, as a phone shows it, for docs:

python -m tests.letter_pictures docs        writes letter-light.png, letter-dark.png and letter-rtl.png there
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from flows import letter_page
from flows.letter_page import Contents, Thanks
from simulator.screenshot import BROWSER_FLAGS, find_browser

WIDTH, HEIGHT = 390, 900  # points
MONTH = 202612
THERE = Contents(
    thanks=(
        Thanks("Lucía", "Ama", "por preguntar lo que nadie me pregunta"),
        Thanks("Chidi", "Bisi", "You walked with me through the hardest month of my practice, and you never hurried me."),
        Thanks("أمينة", "דנה", "شكرًا على صبرك"),
    ),
    knowledge=(("Breathing before a hard conversation", None), ("Un ritual de despedida", "Abuela Rosa Chumpitaz, Quechua")),
    more=True,
    circles=(("Leading while Black in hospitals", "topic", "en yo"),),
)  # fmt: skip
# File → language, theme. We write no language yet that runs from right to left; its page is read so all the same.
PICTURES = {
    "letter-light.png": ("en", "light"),
    "letter-dark.png": ("es", "dark"),
    "letter-rtl.png": ("ar", "light"),
}


def take(where: Path) -> None:
    """Take them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(BROWSER_FLAGS))
        for name, (language, theme) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=1.5,
                color_scheme="dark" if theme == "dark" else "light",
            )
            page.set_content(letter_page.html(language, MONTH, THERE))
            page.screenshot(path=str(where / name))
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
