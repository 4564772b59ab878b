"""Words that work at every question: MENU, BACK, WHERE AM I, START AGAIN, a language, a greeting, a flow's own."""

from collections.abc import Callable
from functools import cache

from flows import agenda, delete_me, directory_entry, engine, keeping_me, menu, monthly_letter, passing
from flows.chat import Chat
from flows.coordinating import grammar, patterns, teaching
from flows.flow import FLOWS, Flow
from flows.understand import fold
from flows.words import LANGUAGES, _, translate

# The words are translated like everything else; each language may have several, with commas between them.
MENU = _("menu, options, what can i do")
PERSON = _(
    "person, a person, human, a human, ask a person, talk to a person, speak to a person, write to a person, real person, a real "
    "person, talk to a human, speak to a human, ask the coordinators, ask a coordinator, talk to a coordinator"
)
WANTS_A_PERSON = _(
    "can i talk to a person, can i speak to a person, can i talk to a human, i want to talk to a person, i'd like to talk to a "
    "person, i need to talk to a person, i need a person, i want a person"
)
BACK = _("back, go back, undo")
WHERE = _(
    "where am i, where, where was i, where were we, what was that, what was the question, what's the question, whats the "
    "question, what did you ask, what did you say, say that again, come again"
)
AGAIN = _("restart, start again, start over, from the beginning")
GREETING = _("hi, hi there, hello, hello there, hey, good morning, good afternoon, good evening")
THANKS = _("thanks, thank you, thanks a lot, thank you so much, many thanks, cheers, ok thanks, great thanks")
# Said after a session: nobody else need read it.
PRAISE = _(
    "that was great, that was good, that was lovely, that was really good, that was so good, that was amazing, that was "
    "really helpful, that was helpful, that went well, it went well, it was great, it was good, great session, good session, "
    "we had a great session, loved it, loved that"
)
FOR_MEMBERS = _(
    "That is for people who take part. To take part too, text JOIN. To see what you can do as a coordinator, text COMMANDS."
)
SMALL_WORDS = frozenset(
    (
        "please",
        "pls",
        "plz",
        "wait",
        "oh",
        "sorry",
        "um",
        "oops",
        "whoops",
        "ups",
        "uy",
        "porfa",
        "por",
        "favor",
        "espera",
        "perdon",
    )
)
LANGUAGE_WORDS = {
    "english": "en",
    "en": "en",
    "ingles": "en",
    "espanol": "es",
    "es": "es",
    "castellano": "es",
    "spanish": "es",
}


def taken(chat: Chat) -> bool:
    """Whether the text was one of these words, and was acted on."""
    meanings, said = _meanings(), fold(chat.heard)
    act = meanings.get(said) or meanings.get(_bare(said)) or _heard(chat)
    return act is not None and act(chat)


def greets(text: str) -> bool:
    """Whether the text is a greeting and no more."""
    return _meanings().get(fold(text)) is _greet or _meanings().get(_bare(fold(text))) is _greet


def opened_menu(chat: Chat) -> bool:
    """Whether the text was MENU, where nothing else is such a word."""
    return _meanings().get(fold(chat.heard)) is _menu and _menu(chat)


def addressed(chat: Chat) -> bool:
    """Whether the text says itself what it is for, such as "reflect: …": then nothing else is read into its words."""
    return any(
        one.insists and one.hears is not None and one.hears(chat.heard, chat) for one in FLOWS.values()
    )


def about_own_data(chat: Chat) -> bool:
    """Whether the text is a word for deleting all of theirs, for keeping it, or for leaving the directory or the letter: more,
    or less, than to hear no more from us."""
    return fold(chat.heard) in _own_data() or _bare(fold(chat.heard)) in _own_data()


OWN_DATA = (delete_me.delete_me.words, keeping_me.KEEP, directory_entry.LEAVE, monthly_letter.NO_LETTER)


@cache
def _own_data() -> frozenset[str]:
    every = (translate(copy, language).split(",") for copy in OWN_DATA for language in LANGUAGES)
    return frozenset(fold(word) for some in every for word in some)


def _heard(chat: Chat) -> Callable[[Chat], bool] | None:
    """What a flow finds in a text that is none of these words: "I'm back in March"."""
    flow = next(
        (one for one in FLOWS.values() if one.hears is not None and one.hears(chat.heard, chat)), None
    )
    return _beginning(flow, answered=True) if flow is not None else None


def _bare(said: str) -> str:
    """A short text without signs and the small words around what it says: 'wait, go back pls!!'."""
    if len(said) > 40:
        return ""
    letters = "".join(sign if sign.isalnum() or sign in " '" else " " for sign in said)
    return " ".join(word for word in letters.split() if word not in SMALL_WORDS)


@cache
def _meanings() -> dict[str, Callable[[Chat], bool]]:
    """Every such word in every language. A member may use any language's."""
    meanings: dict[str, Callable[[Chat], bool]] = {}
    acts = {
        MENU: _menu,
        PERSON: _ask_a_person,
        WANTS_A_PERSON: _ask_a_person,
        BACK: _back,
        WHERE: _where,
        AGAIN: _again,
        GREETING: _greet,
        THANKS: _thank,
        PRAISE: _be_glad,
        keeping_me.KEEP: keeping_me.keep,
        directory_entry.LEAVE: directory_entry.leave,
        directory_entry.AM_I: directory_entry.say_whether,
        monthly_letter.NO_LETTER: monthly_letter.none,
    }
    for language in LANGUAGES:
        for words, act in acts.items():
            for word in translate(words, language).split(","):
                meanings[fold(word)] = act
        for flow in FLOWS.values():
            if flow.words:
                for word in translate(flow.words, language).split(","):
                    meanings[fold(word)] = _beginning(flow)
    for word, language in LANGUAGE_WORDS.items():
        meanings[word] = _speaking(language)
    return meanings


def _menu(chat: Chat) -> bool:
    if chat.sender.role is not None and chat.sender.status == "newcomer":
        agenda.begin(chat, teaching.teaching)  # who only coordinates has nothing of a member's
        return True
    if chat.sender.role is not None:
        chat.say(_("To see what you can do as a coordinator, text COMMANDS."))
    agenda.begin(chat, menu.menu)
    return True


def _ask_a_person(chat: Chat) -> bool:
    """From anywhere, unless the open question has it among its answers."""
    if chat.sender.role is not None and chat.sender.status == "newcomer":
        return _menu(chat)
    if chat.has_talk and _offers(chat) and engine.understands(chat, chat.heard):
        return False
    agenda.begin(chat, menu.menu, at=menu.asking)
    return True


def _back(chat: Chat) -> bool:
    if not chat.has_talk:
        return _menu(chat)
    if chat.talk.flow.fleeting and not chat.talk.trail:
        chat.talk.ended = True  # back to where they were before it
        if not chat.waits():
            chat.say(menu.NOTHING_WAITS)
    else:
        engine.back(chat)
    return True


def _where(chat: Chat) -> bool:
    if not chat.has_talk:
        chat.say(_("Nothing is waiting for an answer from you."))
        return _menu(chat)
    engine.where(chat)
    return True


def _again(chat: Chat) -> bool:
    if not chat.has_talk:
        return _menu(chat)
    engine.restart(chat)
    return True


def _greet(chat: Chat) -> bool:
    """A greeting answers no question: say hello and ask it again."""
    if not chat.has_talk or agenda.gave_way(chat):
        return chat.sender.role is not None and chat.sender.status == "newcomer" and _menu(chat)
    chat.say(_("Hello again. We were here:"))
    engine.ask(chat)
    return True


def _thank(chat: Chat) -> bool:
    """Thanks answer no question either."""
    chat.say(_("You're very welcome."))
    if chat.has_talk and not agenda.gave_way(chat):
        engine.ask(chat)
    return True


def _be_glad(chat: Chat) -> bool:
    """It may be an answer; otherwise it's good to hear, and kept nowhere."""
    if chat.sender.status == "newcomer" or passing.lately(chat) is not None:
        return False  # it may be for their partner
    if chat.has_talk and engine.understands(chat, chat.heard):
        return False
    chat.forgotten = True
    chat.say(_("I'm glad."))
    if chat.has_talk and not agenda.gave_way(chat):
        engine.ask(chat)
    return True


def _speaking(language: str) -> Callable[[Chat], bool]:
    def speak(chat: Chat) -> bool:
        if chat.has_talk and getattr(chat.talk.flow.state(chat.talk.state).expects, "of_languages", False):
            return False  # it is the answer
        chat.language = language
        chat.member.language = language
        just_met = chat.has_talk and chat.talk.flow.opening and not chat.talk.trail
        chat.say(chat.talk.flow.opening if just_met else _("From now on in English."))
        if chat.has_talk:
            engine.ask(chat)
        return True

    return speak


def _offers(chat: Chat) -> bool:
    """Whether the open question has answers to choose from; one for own words would take a flow's word for some."""
    return bool(chat.talk.flow.state(chat.talk.state).expects.options(chat))


def _is_for_members(chat: Chat) -> bool:
    """Whether a member's word came from somebody who only coordinates, and means no command; then that was said."""
    free = not chat.has_talk or chat.talk.flow is teaching.teaching
    begins_one = fold(chat.heard) in patterns.first_words() or grammar.read(chat.heard) is not None
    if chat.sender.role is None or not free or begins_one:
        return False
    chat.say(FOR_MEMBERS)
    return True


def _beginning(flow: Flow, *, answered: bool = False) -> Callable[[Chat], bool]:
    def start(chat: Chat) -> bool:
        if chat.sender.status == "newcomer" and not (flow.newcomers or (flow.seated and chat.sender.role)):
            return not answered and _is_for_members(chat)
        # "I'm in" may be meant for the question that is open.
        may_answer = chat.has_talk and (
            answered or chat.talk.flow is flow or (flow.answers and _offers(chat))
        )
        may_answer = may_answer and not (answered and flow.insists)
        if may_answer and engine.understands(chat, chat.heard):
            return False
        chat.forgotten = chat.forgotten or (answered and flow.unkept)
        subject = flow.find_subject(chat) if flow.find_subject is not None else True
        if subject:
            agenda.begin(chat, flow, None if subject is True else subject, answered=answered or flow.answers)
        elif chat.has_talk:
            engine.ask(chat)
        return True

    return start
