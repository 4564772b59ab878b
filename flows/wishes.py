"""What would suit somebody, one thing at a time: for the matcher. Of all this nobody reads more than the aims that two have
in common, and in which language they could meet."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

import phonenumbers

from flows import introduction, weekly_times
from flows.chat import Chat
from flows.expects import SKIP, ManyOf, OneOf, Words
from flows.flow import End, Expects, Flow, Miss, State
from flows.kind_words import KINDS, several
from flows.understand import Unclear, plain, tongue_name, tongues
from flows.why import AIMS, STYLE
from flows.words import _
from models import wishes as kept
from models.wishes import Tie

wishes = Flow(
    "wishes",
    title=_("who would suit me"),
    urgency=5,
    fleeting=True,
    words=_("wishes, my wishes, preferences, my preferences, who would suit me, matching"),
)


@dataclass(frozen=True, slots=True)
class Tongues:
    """Languages, by whatever name."""

    of_languages: ClassVar[bool] = True  # a language's name is an answer here, and doesn't change ours

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> list[str] | Miss:
        """CLDR codes."""
        found = tongues(text, language=chat.language)
        if isinstance(found, Unclear):
            return Miss(_("I need names of languages. For example: English, Yoruba and some Portuguese"))
        return list(found)


@dataclass(frozen=True, slots=True)
class Skippable:
    """A question that may be skipped: None then."""

    question: Expects

    def options(self, chat: Chat) -> tuple[str, ...]:
        """As the question says."""
        return self.question.options(chat)

    def read(self, text: str, chat: Chat) -> Any:
        """The question's answer, or None."""
        return None if plain(text) in SKIP else self.question.read(text, chat)


NAME_EXAMPLE = _("I need a name or a phone number. For example: Amara Okafor")


@dataclass(frozen=True, slots=True)
class NameOrNumber:
    """Somebody's name, or their phone number in international form."""

    def options(self, chat: Chat) -> tuple[str, ...]:
        """An open question."""
        return ()

    def read(self, text: str, chat: Chat) -> tuple[str, str] | Miss:
        """("name", …) or ("phone", E.164)."""
        if re.fullmatch(r"[+()\d\s./-]{6,24}", text.strip()):
            try:
                number = phonenumbers.parse(text, None)
            except phonenumbers.NumberParseException:
                return Miss(
                    _("I need the number with its country. For example: +44 7700 900123"), lacking=True
                )
            return "phone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if text.strip().endswith("?") or plain(text) in (*SKIP, "nobody", "no one", "nadie"):
            return Miss(NAME_EXAMPLE, lacking=True)
        words = Words(120, letters=True).read(text, chat)
        return ("name", words) if isinstance(words, str) else words or Miss(NAME_EXAMPLE)


@wishes.asks(
    _("What would help me find the right person for you? It's for matching only; no other member reads it."),
    OneOf(
        {
            "languages": _("languages I meet in"),
            "times": _("times I'm free"),
            "aims": _("what I'd like from it"),
            "style": _("how I like to work"),
            "level": _("similar level or any"),
            "heritage": _("heritage, in private"),
            "ties": _("people I know already"),
            "former": _("former partners"),
            "kinds": _("what I'd meet for"),
        }
    ),
)
def choosing(chat: Chat, choice: str) -> State | End:
    ways: dict[str, State | End] = {
        "languages": speaking, "kinds": meeting_for, "times": being_free, "aims": wanting, "style": working, "level": levelling,
        "heritage": sharing_heritage, "ties": knowing, "former": meeting_again,
    }  # fmt: skip
    return ways[choice]


@wishes.asks(_("In which languages could you meet somebody? For example: English and Spanish"), Tongues())
def speaking(chat: Chat, codes: list[str]) -> State | End:
    chat.answers.languages = codes
    return noted


@wishes.asks(
    _("For what may I ask you? One or more numbers. I ask you for no round of another kind."), ManyOf(KINDS)
)
def meeting_for(chat: Chat, kinds: list[str]) -> State | End:
    chat.answers.kinds = kinds
    return noted


@wishes.asks(
    _("When are you usually free, on your own clock? For example: Tuesdays 6 to 9 pm, Saturday mornings"),
    weekly_times.WeeklyTimes(),
)
def being_free(chat: Chat, times: list[str]) -> State | End:
    chat.answers.times = times
    return noted


@wishes.asks(
    _("What would you like from your sessions? One or more numbers, or SKIP."), Skippable(ManyOf(AIMS))
)
def wanting(chat: Chat, aims: list[str] | None) -> State | End:
    chat.answers.aims = aims or []
    return noted


@wishes.asks(_("How do you like to work? One or more numbers, or SKIP."), Skippable(ManyOf(STYLE)))
def working(chat: Chat, style: list[str] | None) -> State | End:
    chat.answers.style = style or []
    return noted


@wishes.asks(
    _("I look for somebody about as far along as you. Is any level fine too? It counts when both say so."),
    OneOf({"similar": _("Similar to mine"), "any": _("Any level")}, yes="any", no="similar"),
)
def levelling(chat: Chat, choice: str) -> State | End:
    chat.answers.wider = choice == "any"
    return noted


@wishes.asks(
    _("Would you like a partner of your own heritage, or across cultures? It is never shown to anybody."),
    OneOf({"same": _("My own heritage"), "across": _("Across cultures"), "none": _("Either is fine")}),
    private=True,
)
def sharing_heritage(chat: Chat, choice: str) -> State | End:
    chat.answers.partner_heritage = choice
    return noted if choice == "none" else saying_heritage


@wishes.asks(
    _(
        "How would you call your heritage, in your own words? For example: Yoruba, Nigerian. Only the program reads it. Or SKIP."
    ),
    Skippable(Words(120, letters=True)),
    private=True,
)
def saying_heritage(chat: Chat, words: str | None) -> State | End:
    chat.answers.heritage = words
    return noted


@wishes.asks(
    _(
        "Whom do you know already: an employer, client, supervisor, friend? A name or a phone number, one at a time. If "
        "they are ever here, you won't be introduced."
    ),
    NameOrNumber(),
    private=True,
)
def knowing(chat: Chat, person: tuple[str, str]) -> State | End:
    chat.answers.tie = list(person)
    return noted


@wishes.asks(
    _("If nobody new can be found, would you meet a former partner again?"),
    OneOf({"yes": _("Yes, if need be"), "no": _("No, somebody new")}, yes="yes", no="no"),
)
def meeting_again(chat: Chat, choice: str) -> State | End:
    chat.answers.accepts_former = choice == "yes"
    return noted


@wishes.ends
def noted(chat: Chat) -> None:
    given, mine = chat.answers, kept.of(chat.db, chat.sender.member_id)
    for name in ("languages", "aims", "style", "wider", "partner_heritage", "heritage", "accepts_former"):
        if name in given:
            setattr(mine, name, given[name])
    if "kinds" in given:
        mine.meet_for(given.kinds)
    if "times" in given:
        chat.member.free = given.times
    if "tie" in given:
        kind, words = given.tie
        chat.db.add(Tie(member_id=chat.sender.member_id, **{kind: words}))
    chat.say(_("{what} For more, text WISHES."), what=_said(chat))
    introduction.look_again(chat)


def _said(chat: Chat) -> str:
    """What was noted, read back; not what is private."""
    given = chat.answers
    if given.languages is not None:
        names = ", ".join(tongue_name(code, chat.language) for code in given.languages)
        return chat.phrase(_("Noted: {names}."), names=names)
    if given.kinds is not None:
        return chat.phrase(_("Noted: {names}."), names=several(chat, given.kinds))
    if given.times is not None:
        return chat.phrase(_("Noted: {times}."), times=weekly_times.shown(given.times, chat.language))
    if given.tie is not None:
        return chat.phrase(
            _(
                "Noted, and kept to myself: {words}. Should they be here, now or later, you won't be introduced."
            ),
            words=given.tie[1],
        )
    return chat.phrase(_("Noted."))
