"""Raising a concern: something between people here went wrong. What is said is said once, in as many words as they like, and
nothing is pressed for. Whoever may be meant never learns of it, and they read who would before anybody does.
"""

from flows import agenda, concern_words, engine, outside
from flows.chat import Chat
from flows.concern_answers import LONGEST, TOPICS, UNSURE, WHOM, InTheirWay
from flows.concern_named import known_among, named_in
from flows.expects import OneOf, Words
from flows.flow import End, Flow, State
from flows.followed_up import asks_gently, no_answer_yet
from flows.understand import fold
from flows.wording import note
from flows.words import _, isolated, listed
from models import concerns, members, wishes
from models.concerns import Concern
from models.members import Member
from models.seats import all_held

A_NAME_OR_TWO = 4  # words; whoever writes more tells of it
NEW = note(
    _(
        "Somebody has raised a concern, and you're one of those who can care for it. Nobody named in it knows. To read it: "
        "CONCERN {code}"
    )
)

concern = Flow(
    "concern",
    title=_("something you'd like cared for"),
    opening=_("Thank you for telling me. You decide how far this goes, and can leave it at any point: MENU."),
    urgency=3,
    words=_("concern, a concern, safeguarding, complaint"),
    newcomers=True,
    unkept=True,
    discreet=True,
)


def meant(chat: Chat) -> bool:
    """Whether the text says that something went wrong, and that was taken up. What it says of it isn't asked again."""
    if chat.has_talk and chat.talk.flow is concern:
        return _regretted(chat)
    verbatim = chat.has_talk and (chat.talk.flow.verbatim or _is_open(chat))
    said = concern_words.is_clear if verbatim else concern_words.is_likely
    if not said(chat.heard):
        return False
    chat.forgotten = True
    told = chat.heard.strip()[:LONGEST] if concern_words.tells(chat.heard) else None
    agenda.begin(chat, concern, begun=told)
    return True


def _regretted(chat: Chat) -> bool:
    """Whether they'd rather have said nothing, before anybody read it: then it ends there."""
    if not concern_words.regrets(chat.heard):
        return False
    chat.talk.ended = True
    left.act(chat)
    return True


def _is_open(chat: Chat) -> bool:
    """Whether the open question is one for own words."""
    return isinstance(chat.talk.flow.state(chat.talk.state).expects, Words)


@concern.facts
def facts(chat: Chat) -> dict[str, object]:
    who = concerns.carers(chat.db, chat.sender.member_id, chat.answers.named or ())
    return {"readers": names(chat, who), "contact": outside.contact()}


def names(chat: Chat, people: list[Member]) -> str:
    """These people, as this person reads them."""
    return listed((isolated(one.name or "") for one in people), chat.language)


@concern.asks(_("What is it about? A number is enough."), InTheirWay(OneOf(TOPICS)), private=True)
def topic(chat: Chat, chosen: str) -> State | End:
    if chosen in TOPICS or fold(chosen) in UNSURE:
        chat.answers.topic = chosen if chosen in TOPICS else "unsaid"
        return whom
    if engine.for_later(chosen):
        return left
    if concern_words.is_clear(chosen) and not concern_words.tells(chosen):
        return topic
    _keep(chat, chosen)
    chat.answers.topic = "unsaid"
    chat.say(_("I have that."))
    return whom


def _keep(chat: Chat, said: str) -> None:
    chat.answers.begun = "\n".join(filter(None, (chat.answers.begun, said)))[:LONGEST]


@concern.asks(
    _("Is somebody here part of it? Write their name or names, so that they never see this. Or choose:"),
    InTheirWay(OneOf(WHOM, no="nobody")),
    private=True,
)
def whom(chat: Chat, said: str) -> State | End:
    """Nobody is asked for their words before they know who could read them."""
    if fold(said) in UNSURE:
        said = "unsaid"
    elif engine.for_later(said):
        return left
    elif said not in WHOM and len(said.split()) > A_NAME_OR_TWO:
        _keep(chat, said)
    chat.answers.whom, chat.answers.words = said, chat.answers.begun
    if not _somebody_may(chat):
        return nobody_here
    return more if chat.answers.begun else telling


@concern.asks(
    _(
        "I have what you wrote. Would you like to add to it? As much or as little as you like, or SKIP. Only these people could "
        "read it, and only with your yes: {readers}."
    ),
    Words(LONGEST, skippable=True),
    private=True,
)
def more(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = "\n".join(filter(None, (chat.answers.begun, words)))
    return agreeing if _somebody_may(chat) else nobody_here


@concern.asks(
    _(
        "What would you like us to know? As much or as little as you like, or SKIP. Only these people could read it, and only "
        "with your yes: {readers}."
    ),
    Words(LONGEST, skippable=True),
    private=True,
)
def telling(chat: Chat, words: str | None) -> State | End:
    chat.answers.words = words
    return agreeing if _somebody_may(chat) else nobody_here


def _somebody_may(chat: Chat) -> bool:
    """Whether anybody here may care for it. Whoever may be meant is left out before they read who is left."""
    chat.answers.named, chat.answers.apart = sorted(_named(chat)), sorted(_about(chat))
    return bool(concerns.carers(chat.db, chat.sender.member_id, chat.answers.named))


def _named(chat: Chat) -> set[int]:
    """Who may be meant at all, and never reads it."""
    return (named_in(chat.db, chat.answers.words) | _about(chat)) - {chat.sender.member_id}


def _about(chat: Chat) -> set[int]:
    """Whom it is about, by their own word: them they needn't meet. Who rather doesn't say may mean anybody they speak of."""
    whom = chat.answers.whom
    if whom == "coordinators":
        return {one.member_id for one in all_held(chat.db)}
    if whom in WHOM:
        return named_in(chat.db, chat.answers.words) if whom == "unsaid" else set()
    return named_in(chat.db, whom)


@concern.asks(
    _(
        "These people would read it and care for it, and nobody else: {readers}. Is that all right for you? To leave one of them "
        "out, write their name."
    ),
    OneOf(
        {"here": _("yes, that's fine"), "outside": _("no, somebody outside"), "leave": _("leave it")},
        other=True,
        yes="here",
    ),
    private=True,
)
def agreeing(chat: Chat, choice: str) -> State | End:
    if choice == "outside":
        return taken_outside
    if choice == "leave":
        return left
    if choice == "here":
        return raised
    chat.answers.named = sorted({*chat.answers.named, *_left_out(chat, choice)})
    return agreeing if facts(chat)["readers"] else nobody_here


def _left_out(chat: Chat, said: str) -> set[int]:
    """Who of those who'd read it are named here: they may be friends of whom it is about."""
    readers = concerns.carers(chat.db, chat.sender.member_id, chat.answers.named)
    found = {one.id for one in readers} & named_in(chat.db, said)
    if not found:
        chat.say(_("I see nobody of that name among them. A name as it stands there, or a number."))
    return found


@concern.ends
def raised(chat: Chat) -> None:
    """Who may care for it is asked anew: somebody may have taken a seat meanwhile."""
    given, me = chat.answers, chat.sender.member_id
    members.lock(chat.db, chat.member)
    readers = concerns.carers(chat.db, me, given.named or ())
    if not readers:
        way_out(chat)
        _keep_apart(chat)
        return
    made = concerns.raise_one(chat.db, me, given.topic, given.named or ())
    if given.words:
        concerns.add_words(chat.db, made, me, given.words)
    chat.discreet = True
    for one in readers:
        chat.tell(one, NEW, code=made.code)
        no_answer_yet.plan(chat, one, made)
    asks_gently.plan(chat, chat.member, made)
    chat.say(
        _(
            "Thank you. It's with {readers} now, and with nobody else. One of them writes to you here, within a day or two. To "
            "add something, or take it back: MY CONCERN"
        ),
        readers=names(chat, readers),
    )
    _keep_apart(chat)


def _keep_apart(chat: Chat) -> None:
    """They needn't meet whom it is about. Said whomever they named: nothing tells whether there is anybody of that name."""
    chat.undisturbed = True  # whatever is open may be with them, and is no answer to this
    if chat.answers.whom == "nobody":
        return
    apart = set(chat.answers.apart or ())
    wishes.keep_apart(chat.db, chat.sender.member_id, apart)
    if known := known_among(chat.db, chat.sender.member_id, apart):
        chat.say(
            _(
                "You won't be introduced anew to whoever it is about, and nobody learns why. What you have with {partner} "
                "stays until you end it: BLOCK, and no reason is given."
            ),
            partner=listed((isolated(one.name or "") for one in known), chat.language),
        )
        return
    chat.say(
        _(
            "You won't be introduced to whoever it is about, and nobody learns why. To change that: MEET THEM AGAIN"
        )
    )


@concern.ends
def taken_outside(chat: Chat) -> None:
    way_out(chat)
    _keep_apart(chat)


@concern.ends
def nobody_here(chat: Chat) -> None:
    chat.say(_("Nobody here should care for this one, so nobody has read it."))
    way_out(chat)
    _keep_apart(chat)


@concern.ends
def left(chat: Chat) -> None:
    chat.say(_("That's fine. I've kept nothing of it. Whenever you like, text CONCERN."))


def way_out(chat: Chat) -> None:
    """Somebody outside the house. Their words aren't kept; that they were pointed there is, to ask them after it once."""
    if not outside.contact():
        chat.say(
            _(
                "I have nobody outside this space to name, and that is a gap of ours, not yours. I've kept none of your words. "
                "Whenever you like, text CONCERN."
            )
        )
        return
    made = concerns.raise_one(chat.db, chat.sender.member_id, None, ())
    made.settle("outside")
    asks_gently.plan(chat, chat.member, made)
    say_outside(chat)


def say_outside(chat: Chat) -> None:
    """Who it is, and that nothing was passed on."""
    chat.say(
        _(
            "Somebody outside this space can care for it: {contact}. They know nothing until you write to them, and I've kept "
            "none of your words."
        ),
        contact=outside.contact(),
    )


def readers_of(chat: Chat, one: Concern) -> list[Member]:
    """Who may care for it now."""
    return concerns.carers(chat.db, one.member_id, one.named or ())
