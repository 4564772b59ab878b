"""The page behind MY DATA: all that is kept of somebody, to be read on a phone, by day and by night, in their language and in
whatever direction their words run; and the same as a file for programs, inside the page, because it opens once.

It runs no script and loads nothing.
"""

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from flows import words
from flows.my_consents import SHOWN as SHOWN_AS
from flows.signup import FREE
from flows.words import LANGUAGES, _, translate
from models import holdings

TITLE = _("What is kept of you")
ASKS = _("The text with this link has a code of six figures too. Please type it here.")
CODE, OPEN = _("Code"), _("Open")
WRONG = _("That isn't the code. Please look at the text again.")
OPENS_ONCE = _(
    "This page opens once. To keep it, save the file, or print the page. What isn't here isn't kept."
)
FILE = _("Save it as a file (JSON)")
NOTHING = _("Nothing of this kind is kept.")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")

STYLE = """
:root{color-scheme:light dark;--ink:#1c1b22;--soft:#5b5966;--line:#d9d6e0;--paper:#fffdf9;--card:#fff;--tint:#6b3fa0}
@media(prefers-color-scheme:dark){:root{--ink:#f1eef6;--soft:#b3aebf;--line:#3a3645;--paper:#15131a;--card:#1f1c26;--tint:#c9a8f5}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:40rem;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;
overflow-wrap:anywhere}
h1{font-size:1.4rem;margin:.5rem 0}h2{font-size:1.05rem;margin:1.8rem 0 .5rem}
p{margin:.5rem 0}.soft{color:var(--soft)}
article{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .8rem;margin:.5rem 0}
dl{margin:0}dt{color:var(--soft);font-size:.85rem}dd{margin:0 0 .4rem;white-space:pre-wrap;
unicode-bidi:plaintext}dd:last-child{margin:0}
dl{text-align:left}[dir=rtl] dl{text-align:right}
a,button{display:inline-block;background:var(--tint);color:var(--paper);border:0;border-radius:.6rem;padding:.7rem 1rem;
font:inherit;font-weight:600;text-decoration:none;min-height:2.75rem}
input{font:inherit;font-size:1.4rem;letter-spacing:.2em;width:10rem;padding:.5rem;border:1px solid var(--soft);
border-radius:.6rem;background:var(--card);color:var(--ink)}
label{display:block;margin:.8rem 0 .3rem}
@media print{a{display:none}article{break-inside:avoid}}
"""

# What is read on the page: for each table its heading, and its columns with what they are called. The file has all the rest.
WHEN, WORDS, WITH, SINCE, UNTIL = _("When"), _("Words"), _("With"), _("Since"), _("Until")
SHOWN: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "members",
        _("About you"),
        (
            ("name", _("Name")),
            ("pronouns", _("Pronouns")),
            ("language", _("Language")),
            ("zone", _("Time zone")),
            ("aims", _("What you'd like here")),
            ("free", _("When you are free")),
            ("keeps", _("Days you keep")),
            ("paused_until", _("On a break until")),
            ("attested_at", _("You said that you identify as BI+POC")),
            ("created_at", SINCE),
        ),
    ),
    (
        "addresses",
        _("Where you are reached"),
        (
            ("channel", _("By")),
            ("address", _("Number or name")),
            ("external_id", _("WhatsApp's own name for you")),
        ),
    ),
    (
        "consents",
        _("What you agreed to"),
        (
            ("purpose", _("Purpose")),
            ("version", _("Version of the words")),
            ("given_at", SINCE),
            ("withdrawn_at", UNTIL),
        ),
    ),
    (
        "credentials",
        _("Your accreditation"),
        (
            ("body", _("Body")),
            ("level", _("Level")),
            ("reference", _("Reference")),
            ("expires_on", UNTIL),
            ("checked_at", _("A coordinator looked at it")),
            ("query", _("What a coordinator asked")),
        ),
    ),
    (
        "wishes",
        _("What would suit you"),
        (
            ("languages", _("Languages")),
            ("aims", _("Aims")),
            ("style", _("Style")),
            ("heritage", _("Heritage, in your words")),
            ("partner_heritage", _("A partner's heritage")),
        ),
    ),
    ("ties", _("People you know outside"), (("name", _("Name")), ("phone", _("Number")))),
    (
        "pairings",
        _("Partners and introductions"),
        (("with", WITH), ("created_at", SINCE), ("ended_at", UNTIL)),
    ),
    ("sessions", _("Sessions"), (("starts_at", WHEN), ("minutes", _("Minutes")), ("place", _("Where")))),
    (
        "session_accounts",
        _("What you said of sessions"),
        (("written_at", WHEN), ("happened", _("You met")), ("feedback", WORDS)),
    ),
    ("pairing_sides", _("In the middle of a round"), (("half_way_words", WORDS),)),
    ("reflections", _("Your reflections"), (("written_at", WHEN), ("words", WORDS))),
    (
        "commitments",
        _("Your commitments"),
        (("words", WORDS), ("follow_up_at", WHEN), ("witness", _("Witness"))),
    ),
    (
        "learning",
        _("Hours of learning"),
        (("on_day", WHEN), ("minutes", _("Minutes")), ("what", WORDS)),
    ),
    ("member_notes", _("What coordinators noted"), (("written_at", WHEN), ("words", WORDS))),
    ("queries", _("What you asked a person"), (("created_at", WHEN), ("words", WORDS))),
    ("concern_words", _("Concerns you raised"), (("created_at", WHEN), ("words", WORDS))),
    (
        "seats",
        _("When you coordinated"),
        (("role", _("Role")), ("since", SINCE), ("ended_at", UNTIL)),
    ),
    (
        "texts",
        _("What you texted, and what I answered"),
        (("received_at", WHEN), ("body", _("You")), ("reply", _("Answer"))),
    ),
    ("outbox", _("What I texted you"), (("due_at", WHEN), ("body", WORDS))),
)


CHANNELS = {"sms": "SMS", "whatsapp": "WhatsApp"}
NAMES: dict[str, dict[str, str]] = {
    "purpose": SHOWN_AS,
    "language": LANGUAGES,
    "free": FREE,
    "channel": CHANNELS,
}


def door(language: str, *, missed: bool) -> str:
    """The page that asks for the code; `missed`: after a wrong one."""
    said = "".join(
        f"<p>{escape(translate(copy, language))}</p>" for copy in ((WRONG, ASKS) if missed else (ASKS,))
    )
    label, button = escape(translate(CODE, language)), escape(translate(OPEN, language))
    form = (
        f'<form method="post"><label for="code">{label}</label><input id="code" name="code" inputmode="numeric" '
        f'autocomplete="one-time-code" maxlength="12" required autofocus> <button>{button}</button></form>'
    )
    return _page(language, said + form)


def full(language: str, zone: str, data: Mapping[str, list[dict[str, Any]]], on: date) -> str:
    """All that is kept, and the file."""
    packed = base64.b64encode(as_file(data)).decode()
    file = (
        f'<p><a download="my-data-{on}.json" href="data:application/json;base64,{packed}">'
        f"{escape(translate(FILE, language))}</a></p>"
    )
    parts = [f'<p class="soft">{escape(translate(OPENS_ONCE, language))}</p>', file]
    for table, heading, columns in SHOWN:
        rows = [_row(row, columns, language, zone) for row in data[table]]
        there = "".join(f"<article><dl>{row}</dl></article>" for row in rows if row)
        nothing = f'<p class="soft">{escape(translate(NOTHING, language))}</p>'
        parts.append(f"<section><h2>{escape(translate(heading, language))}</h2>{there or nothing}</section>")
    return _page(language, "".join(parts))


def as_file(data: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """All of it for programs: JSON in UTF-8, times in UTC."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=holdings.as_json).encode()


def _row(row: Mapping[str, Any], columns: tuple[tuple[str, str], ...], language: str, zone: str) -> str:
    """What is said in one row; nothing, where nothing is."""
    shown = [(label, _shown(_named(name, row[name], language), language, zone)) for name, label in columns]
    return "".join(
        f'<dt>{escape(translate(label, language))}</dt><dd dir="auto">{escape(value)}</dd>'
        for label, value in shown
        if value
    )


def _named(column: str, value: Any, language: str) -> Any:
    """What we call so among ourselves, as people read it."""
    called = NAMES.get(column, {})
    if isinstance(value, list):
        return [_named(column, one, language) for one in value]
    return translate(called[value], language) if isinstance(value, str) and value in called else value


def _shown(value: Any, language: str, zone: str) -> str:
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return words.moment(value, language, zone)
    if isinstance(value, date):
        return words.day(value, language)
    if isinstance(value, list):
        return ", ".join(_shown(one, language, zone) for one in value)
    return "" if value is None else str(value)


def _page(language: str, inside: str) -> str:
    return page(language, translate(TITLE, language), inside)


def page(language: str, heading: str, inside: str) -> str:
    """A page with this heading, for a phone; `inside` is HTML, in the language's direction."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    title = escape(heading)
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>{STYLE}</style></head>'
        f"<body><main><h1>{title}</h1>{inside}</main></body></html>"
    )
