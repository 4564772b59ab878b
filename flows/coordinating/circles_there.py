"""Circles, for whoever coordinates: which there are, and closing one kindly. Who is in one isn't shown."""

from flows import agenda, circle_day, circle_turns, circle_words
from flows.chat import Chat
from flows.coordinating import acts
from flows.coordinating.command import command
from flows.expects import YesNo
from flows.flow import End, Flow, State
from flows.wording import note
from flows.words import _
from models import circles
from models.circles import Circle

PAGE = 5

CLOSED = note(
    _(
        'A coordinator has closed your circle "{topic}", so it doesn\'t meet any more. Thank you for the room you made there. To '
        "write to a person, text MENU. To call another: CALL A CIRCLE"
    )
)
NONE_SUCH = _("No circle with the number {number} is open. To see which are: WHICH CIRCLES ARE THERE?")

ending_circle = Flow(
    "ending_circle", title=_("closing a circle"), about=Circle, urgency=3, fleeting=True, coordinating=True
)


@command(
    _("WHICH CIRCLES ARE THERE?"),
    "which|what circles are|exist (there|open) (from) ({n})",
    "show|list (me) (all) (the) circles (from) ({n})",
    "que|cuales circulos hay (desde) (el) ({n})",
    changes=False,
)
def which_circles(chat: Chat, n: int | None) -> None:
    """Those that go on, in the order in which they were called, from this number on."""
    there = [one for one in reversed(circles.open_ones(chat.db, 1000)) if one.id >= (n or 0)]
    if not there:
        chat.say(_("No circle is open just now."))
        return
    lines = "\n".join(_line(chat, one) for one in there[:PAGE])
    if len(there) > PAGE:
        chat.say(
            _(
                "Circles that are open:\n{lines}\n\nFor those after them: WHICH CIRCLES ARE THERE FROM {number}"
            ),
            lines=lines,
            number=there[PAGE].id,
        )
    else:
        chat.say(
            _("Circles that are open:\n{lines}\n\nTo close one kindly: CLOSE CIRCLE {number}"),
            lines=lines,
            number=there[0].id,
        )


def _line(chat: Chat, one: Circle) -> str:
    coming = circles.coming(chat.db, one.id)
    facts = circle_words.about(one, chat.member) | {"number": one.id, "count": len(one.people)}
    if coming is None:
        return chat.phrase(_("{number}. {topic} ({kind}, {tongues}), {count} of {size}"), **facts)
    day = chat.date(coming.starts_at)
    return chat.phrase(
        _("{number}. {topic} ({kind}, {tongues}), {count} of {size}, next on {day}"), day=day, **facts
    )


@command(
    _("CLOSE CIRCLE number"),
    "close|end (the) circle (number) {n}",
    "cerrar|cierra|terminar|termina (el) circulo (numero) {n}",
    changes=False,  # it only asks
)
def close_circle(chat: Chat, n: int) -> None:
    """What its people would read, and whether it shall be."""
    one = chat.db.get(Circle, n)
    if one is None or one.status != "open":
        chat.say(NONE_SUCH, number=n)
    elif not _is_on(chat, one):
        agenda.begin(chat, ending_circle, one)


def _is_on(chat: Chat, one: Circle) -> bool:
    """Whether it meets just now, having said so: nobody closes the door on people who are talking."""
    coming = circles.coming(chat.db, one.id)
    live = coming is not None and coming.is_live(chat.now)
    if live and coming is not None:
        chat.say(
            _("It is meeting just now, until {end}. Please close it after that."),
            end=chat.time(coming.ends_at),
        )
    return live


@ending_circle.facts
def facts(chat: Chat) -> dict[str, object]:
    one: Circle = chat.subject
    return {"topic": one.topic, "words": chat.phrase(CLOSED, topic=one.topic)}


@ending_circle.stands
def is_open(chat: Chat) -> bool:
    return bool(chat.subject.status == "open")


@ending_circle.asks(
    _("All in this circle would read: {words}\n\nIt can't be opened again. Shall I close it?"),
    YesNo(yes=_("Yes, close it"), no=_("No, leave it open")),
)
def certain(chat: Chat, wanted: bool) -> State | End:
    return closed if wanted else left


@ending_circle.ends
@acts.does("close_circle")
def closed(chat: Chat) -> None:
    one: Circle = chat.subject
    coming = circles.coming(chat.db, one.id)
    if coming is not None:
        circle_turns.hold(chat, coming)
    else:
        circles.lock(chat.db, one)
    if one.status != "open":
        chat.say(_("It has ended already, so I've changed nothing."))
    elif not _is_on(chat, one):
        circle_day.is_over(chat, one, CLOSED)
        acts.note(chat, one)
        chat.say(_('The circle "{topic}" is closed, and all in it read so.'), topic=one.topic)


@ending_circle.ends
def left(chat: Chat) -> None:
    chat.say(_("Then it goes on as it is."))
