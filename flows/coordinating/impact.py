"""How are we doing? Three numbers in words and a picture; and the same for those who give money. They name nobody."""

from datetime import date
from typing import Any

from flows import impact_links, impact_report, taps
from flows.chat import Chat
from flows.coordinating.command import ALL, command
from flows.impact_report import Told
from flows.words import _, month, month_briefly, plain_day

PEOPLE = _(
    "As of {day}, about {verified} people are verified, and about {partnered} of them have a partner now."
)
VERIFIED = _("As of {day}, about {verified} people are verified.")
EXACT = _("From {first} to {last}, people met {sessions} times: {hours} hours of coaching.")
ABOUT = _("From {first} to {last}, people met about {sessions} times: about {hours} hours of coaching.")
DRAWN = _("The picture shows the sessions of each month. {months}.")
HIDDEN = _("{month} hidden")
SMALL = _(
    "Thank you for asking. The space is still small, and numbers of so few could point at somebody. So I keep most of them to "
    "myself, until at least five people have met, and met five times."
)
RULE = _("What is too few to show stays hidden, so that no number points at anybody.")
LINKED = _("The picture, for a week and for whoever has the link: {link}")
NEXT = _("As a spreadsheet, for your funders: EXPORT IMPACT")


@command(
    _("HOW ARE WE DOING?"),
    "how_are|how_is|how're|how's we|us|it|things|everybody|everyone doing|going|getting_on",
    "impact",
    "como vamos|estamos",
    "que tal vamos|estamos",
    "impacto",
    may=ALL,
    harmless=True,
    changes=False,  # the report it keeps is nobody's doing
)
def how_are_we_doing(chat: Chat) -> None:
    told = impact_report.this_months(chat.db)
    _people(chat, told)
    counted = _sessions(chat, told)
    if told.numbers["verified"] is None or not counted:
        chat.say(SMALL)
    elif not told.is_exact:
        chat.say(RULE)
    if told.has_picture:
        _show(chat, told)
        chat.say(NEXT)


def _people(chat: Chat, told: Told) -> None:
    verified, partnered = told.numbers["verified"], told.numbers["with_partner"]
    if verified is not None:
        facts: dict[str, Any] = {"day": plain_day(told.made_at.date(), chat.language), "verified": verified}
        chat.say(VERIFIED if partnered is None else PEOPLE, partnered=partnered, **facts)


def _sessions(chat: Chat, told: Told) -> bool:
    """Whether there was something to say of them."""
    sessions, hours = told.year("sessions"), told.year("hours")
    if sessions is None:
        return False
    first, last = (month(_first_day(one), chat.language) for one in (told.months[0], told.months[-1]))
    chat.say(EXACT if told.is_exact else ABOUT, first=first, last=last, sessions=sessions, hours=hours)
    return True


def _show(chat: Chat, told: Told) -> None:
    """The picture, and what it shows in words."""
    if told.months:
        chat.say(DRAWN, months=", ".join(_in_words(chat, told, one) for one in told.months))
    link = impact_links.link(impact_links.PICTURE, told, chat.language)
    if taps.brings_pictures(chat):
        chat.picture = link
    else:
        chat.say(LINKED, link=link)


def _in_words(chat: Chat, told: Told, one: str) -> str:
    name, count = month_briefly(_first_day(one), chat.language), told.of("sessions", one)
    return chat.phrase(HIDDEN, month=name) if count is None else f"{name} {count}"


def _first_day(one: str) -> date:
    return date.fromisoformat(f"{one}-01")


@command(
    _("EXPORT IMPACT"),
    "export (the) (our) (impact) impact|numbers|figures",
    "(the) (impact) numbers|figures|report for (the) (our) funders|donors",
    "exportar|exporta (el) (los) (nuestro) (nuestros) impacto|numeros|datos",
    "(los) numeros|datos (de_impacto) para (los) (nuestros) financiadores|donantes|quienes_nos_financian",
    may=ALL,
    harmless=True,
)
def export_impact(chat: Chat) -> None:
    told = impact_report.this_months(chat.db)
    chat.say(
        _(
            "The numbers as a spreadsheet, with a page on what is hidden and why, for a week and for whoever has the link: {link}"
        ),
        link=impact_links.link(impact_links.SHEET, told, chat.language),
    )
