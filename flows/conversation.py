"""One text, one step: who it comes from, what it means, what they read back. All of it in one transaction."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from flows import (
    agenda,
    asides,
    carrier,
    circle_asides,
    circle_live,
    concern,
    concern_words,
    crisis,
    engine,
    hurt,
    incident,
    introduction,
    keeping_me,
    limits,
    live,
    menu,
    moving,
    my_concern,
    never,
    own_data,
    relay,
    relay_answer,
    relay_chat,
    relay_words,
    shortcuts,
    signup,
    taps,
    understand,
)
from flows.asking_a_person import MAY_BE_A_CONCERN
from flows.chat import Chat
from flows.coordinating import obeying, removed, trust, undoing
from flows.understand.danger import in_danger
from flows.words import _
from messaging.inbound import Inbound, guess
from models import outbox, outcomes, senders, texts

NO_QUESTION = _("Good. I have no question open. To see what you can do, text MENU.")
NOTHING_OPEN = _(
    "I have no question open just now. To write to a person, text PERSON. To see what you can do, text MENU."
)
NOT_READ = _("I'm a program and didn't follow that. If you write it again, a person reads it. Or choose:")
TO_A_PERSON = _("Thank you. A coordinator, a person, has your words now and will text you.")
LATELY = timedelta(days=2)  # within which a text answers what a coordinator wrote
WROTE = ("tell", "answer")  # the commands whose letters are a coordinator's own words
A_WORD_OR_TWO = 3  # more than that is something they want to tell us


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a text: the answer (None: silence), and which workers have something to do now."""

    reply: str | None
    delivery: bool = False
    nudges: bool = False
    rounds: bool = False


def receive(connection: Connection, inbound: Inbound) -> Receipt:
    """Take one text. A repeat of its sid gets the stored answer and does nothing else."""
    text_id = texts.claim(connection, inbound.sid)
    if text_id is None:
        return Receipt(texts.stored_reply(connection, inbound.sid))
    sender = senders.find(connection, _arrival(inbound))
    chat = Chat(connection, sender)
    chat.text_sid = inbound.sid
    if not opened(chat, inbound):
        respond(chat, inbound)
    reply = chat.reply()
    if reply and (chat.picture or taps.ready(chat)):
        chat.answer_later(inbound.sid)
        reply = None
    chat.flush()
    body, kept = (None, chat.reply(kept=True)) if chat.forgotten else (inbound.body, reply)
    texts.answered(connection, text_id, sender.address_id, body, kept if reply else None)
    return Receipt(reply, chat.wrote, chat.planned, chat.left_to_workers)


def _arrival(inbound: Inbound) -> senders.Arrival:
    """Where it comes from. A newcomer's own first words tell more of their language than their number does."""

    def first_guess() -> tuple[str, str]:
        language, zone = guess(inbound.phone)
        return understand.language_of(inbound.body) or language, zone

    return senders.Arrival(
        inbound.channel, inbound.address, inbound.phone, inbound.external_id, inbound.number, first_guess
    )


def opened(chat: Chat, inbound: Inbound) -> bool:
    """Whether this text opened WhatsApp's window for what waited behind it, which comes first: nobody can answer a
    question they haven't read."""
    if chat.sender.channel == "sms" or not outcomes.release(chat.connection, chat.sender.address_id):
        return False
    chat.wrote = True
    if in_danger(inbound.body):
        return False  # that is answered at once, and what waited comes behind it
    chat.heard = inbound.body
    chat.forgotten = relay_words.read(chat.heard) is not None or circle_asides.is_for_others(
        chat.heard
    )  # it isn't passed on, and isn't kept either
    if carrier.acted(chat, inbound):
        return True
    if len(chat.heard.split()) > A_WORD_OR_TWO:
        chat.say(
            _(
                "Something was waiting for you, and comes with my next text. Please read it, and then tell me again."
            )
        )
    return True


def respond(chat: Chat, inbound: Inbound) -> None:
    """Say what this text is answered."""
    chat.heard = inbound.body
    danger = crisis.heard(chat)  # who listens where they are comes first, whatever else the text may be
    if _ended(chat, inbound, danger):
        return
    if not danger:
        crisis.said_gently(chat)
    agenda.load_open(chat)
    closed = relay_chat.closed_by_itself(chat)
    chat.forgotten = chat.forgotten or (chat.has_talk and chat.talk.flow.unkept)
    said = taps.meant(chat, inbound)
    chat.heard = said or ""
    if said is None:
        chat.say(_("That button belongs to an earlier question."))
        _ask_again(chat)
    elif _has_no_words(chat, inbound) or (danger and crisis.asked(chat)):
        pass
    elif (
        concern.meant(chat)  # before all else: it must reach no partner, and answers no question
        or my_concern.meant(chat)
        or (not _for_others_or_oneself(chat) and (incident.meant(chat) or hurt.meant(chat)))
        or never.meant(chat)
        or (closed and relay_chat.is_done(chat.heard))
        or trust.answered(chat)
        or circle_live.took(chat)
        or live.took(chat)
    ):
        pass  # it is, and that was said
    elif chat.has_talk and chat.talk.flow.verbatim:
        if not (shortcuts.opened_menu(chat) or relay.commanded(chat)):
            engine.answer(chat, chat.heard)
    elif asides.answered(chat):
        _ask_again(chat, door=chat.sender.status == "newcomer")
    elif not (
        circle_asides.taken(chat)
        or relay.taken(chat)
        or (undoing.meant(chat) and obeying.obeyed(chat))
        or moving.kept_after_all(chat)
        or shortcuts.taken(chat)
        or obeying.obeyed(chat)
    ):
        _take_as_answer(chat)
    _go_on(chat)


def _for_others_or_oneself(chat: Chat) -> bool:
    """Whether the text says itself where its words go: to all in a circle, or into one's own notes."""
    return circle_asides.is_for_others(chat.heard) or shortcuts.addressed(chat)


def _has_no_words(chat: Chat, inbound: Inbound) -> bool:
    """Whether nothing came that can be read, and that was said."""
    if relay.brings_more(chat, inbound):
        chat.forgotten = True
        chat.say(relay.WORDS_ONLY)
        if chat.has_talk:
            engine.ask(chat)
    elif inbound.unreadable:
        chat.say(_("I can't open pictures, voice notes or files, only read. Please write it in a few words."))
        _ask_again(chat)
    elif not chat.heard.strip():
        chat.say(_("That text came through empty."))
        _ask_again(chat)
    else:
        return False
    return True


def _ended(chat: Chat, inbound: Inbound, danger: bool) -> bool:
    """Whether nothing more is to be said: they want no more texts, take part no longer, or wrote too many. Who is in danger
    is answered whatever they wrote before, and leaves only if the same text asks for that too."""
    heeds = not danger or crisis.leaves_too(chat)
    by_carrier = inbound.opt_out_type
    theirs = heeds and own_data.heard_from_outside(chat, by_carrier)
    if theirs or (heeds and (removed.answered(chat, by_carrier) or carrier.acted(chat, inbound))):
        return True
    return chat.sender.stopped_at is not None or (not danger and _too_many(chat))


def _too_many(chat: Chat) -> bool:
    """Whether the text is beyond a limit, and no more than what everybody may say at any time was heard of it."""
    over = limits.reached(chat)
    if over is None:
        return False
    chat.forgotten = True  # it may have been for a partner
    agenda.load_open(chat)
    if crisis.is_open(chat):
        engine.answer(chat, chat.heard)
        _go_on(chat)
    elif circle_live.took(chat) or live.took(chat):
        _go_on(chat)
    else:
        limits.say(chat, over)
    return True


def _take_as_answer(chat: Chat) -> None:
    """The text answers the open question, or what a partner wrote. Without either, it opens the door."""
    if (
        crisis.asked_for_silence(chat)
        or (chat.has_talk and relay_answer.offered(chat))
        or my_concern.regretted(chat)
    ):
        return
    if chat.has_talk and not _says_little(chat) and keeping_me.offered(chat):
        return
    if agenda.gave_way(chat, chat.heard):
        chat.say(_("That isn't in the menu. This waits for you:"))
    if chat.has_talk:
        if obeying.meant_after_all(chat) or my_concern.offered(chat):
            return
        if not chat.talk.flow.coordinating or trust.may(chat, None):
            engine.answer(chat, chat.heard)
    elif not (introduction.reconsidered(chat) or relay_answer.offered(chat)):
        _open_door(chat, unread=not _says_little(chat))


def _says_little(chat: Chat) -> bool:
    """Whether it is a greeting or a number, which nobody need read."""
    return shortcuts.greets(chat.heard) or chat.heard.strip().isdecimal()


def _open_door(chat: Chat, *, unread: bool = False) -> None:
    """What waits, sign-up, or the menu; with a word to somebody whose text is `unread`."""
    if not agenda.ask_next(chat):
        newcomer = chat.sender.status == "newcomer" and chat.sender.role is None
        answers_one = unread and not newcomer and _answers_a_person(chat)
        little = understand.says_little(chat.heard)  # "ok see you then", "haha": nobody need look at that
        if not newcomer and understand.yes_no(chat.heard) is not None and (little or not answers_one):
            chat.say(NO_QUESTION)
            return
        if unread and not newcomer and my_concern.offered(chat):
            return
        if answers_one and not little:
            if chat.pass_on(chat.heard):  # it answers them
                chat.say(TO_A_PERSON)
            return
        if unread and keeping_me.offered(chat):
            return
        if unread and not newcomer and understand.only_answers(chat.heard):
            chat.say(NOTHING_OPEN)
            return
        if unread and not newcomer:
            chat.say(MAY_BE_A_CONCERN if concern_words.speaks_of_one(chat.heard) else NOT_READ)
        agenda.begin(chat, signup.signup if newcomer else menu.menu)
        # The menu was not what they asked for: if it doesn't help either, a person reads their next words.
        chat.talk.misses = 0 if newcomer else 1


def _ask_again(chat: Chat, *, door: bool = True) -> None:
    """The open question once more; without one, whatever opens the door, unless they didn't come for that."""
    if chat.has_talk and not agenda.gave_way(chat):
        engine.ask(chat)
    elif door:
        _open_door(chat)


def _go_on(chat: Chat) -> None:
    """Write down where the talk is; when it ended, ask what waits."""
    agenda.keep(chat)
    if chat.has_talk or chat.undisturbed or chat.sender.stopped_at is not None:
        return
    if agenda.ask_next(chat):
        agenda.keep(chat)
    elif chat.reply() is None:
        chat.say(menu.NOTHING_WAITS)  # what waited is no longer true


def _answers_a_person(chat: Chat) -> bool:
    return outbox.a_person_wrote(chat.connection, chat.sender.member_id, LATELY, WROTE)
