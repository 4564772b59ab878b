"""A picture of the running page: `python -m simulator.screenshot URL OUT.png [--width N] [--theme dark]`."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Headless, and quiet: nothing but the page asked for is fetched.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> str | None:
    """Return the path of the first browser there is."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


# These phones alone, as tall as the picture.
ONLY = """names => {
    document.querySelector("#tabs").style.visibility = "hidden";
    document.querySelectorAll(".phone").forEach(one => {
        one.hidden = !names.includes(one.getAttribute("aria-label"));
        one.style.maxHeight = "none";
    });
}"""
SEEN = "() => Promise.all([...document.images].map(one => one.decode().catch(() => null)))"


def take(
    url: str,
    out: Path,
    *,
    width: int = 1280,
    height: int = 860,
    theme: str = "light",
    scale: float = 2,
    phones: Sequence[str] = (),
) -> None:
    """Open the page, wait until its phones are there, and write what it looks like. `scale`: dots a CSS pixel. `phones`: those
    and nothing else, as the page calls them."""
    browser_path = find_browser()
    if browser_path is None:
        raise SystemExit(f"A screenshot needs a browser: none of {', '.join(BROWSERS)} is on the PATH.")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        raise SystemExit("A screenshot needs Playwright: install the dev dependencies.") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=list(BROWSER_FLAGS))
        page = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            device_scale_factor=scale,
        )
        page.goto(url)
        page.wait_for_selector(".phone")
        if phones:
            page.evaluate(ONLY, list(phones))
        page.wait_for_timeout(500)
        page.evaluate(SEEN)  # pictures in the chat
        page.wait_for_timeout(100)
        seen = page.locator("#phones") if phones else page
        seen.screenshot(path=out)
        browser.close()


def main(arguments: list[str] | None = None) -> None:
    """Take one screenshot from the command line."""
    parser = argparse.ArgumentParser(prog="python -m simulator.screenshot", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=860)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    chosen = parser.parse_args(arguments)
    take(chosen.url, chosen.out, width=chosen.width, height=chosen.height, theme=chosen.theme)
    sys.stdout.write(f"{chosen.out}\n")


if __name__ == "__main__":
    main()
