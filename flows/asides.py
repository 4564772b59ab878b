"""Questions people ask us in the middle of another: answered at once, and then the open question again."""

import re
from functools import cache

from flows import agenda, booked, booking, words
from flows.chat import Chat
from flows.expects import Words
from flows.understand import fold
from flows.words import LANGUAGES, _, translate
from models import sessions

LONGEST = 60  # characters; whoever writes more has more to say

# What is asked, in each language's own words with commas between, and what we answer.
ASIDES = {
    _(
        "what does this cost, what does it cost, how much is it, how much is this, is it free, is this free, "
        "does it cost anything"
    ): _("It costs nothing, now or later. Nobody here is paid."),
    _(
        "is this a bot, are you a bot, are you human, are you a person, am i talking to a person, is this a person, "
        "are you a robot, is this a robot, are you real, is this ai, are you ai, is this an ai, are you an ai, is it ai, "
        "is this automated, are you a machine"
    ): _("I'm a program. To write to a person, one of the coordinators, text MENU."),
    _(
        "who sees this, who can see this, who reads this, who will see this, is this private, is this confidential, "
        "who reads my messages, who reads my texts, who can read my messages, who can read my texts, who sees my messages, "
        "who sees my texts, does anyone read my messages, does anybody read my messages, who can read this"
    ): _(
        "What you tell us is encrypted. The coordinators see your name, your accreditation and what you ask them, or "
        "what I don't follow; a partner learns your name when you have both said yes. What you say in a session is "
        "never asked or kept."
    ),
    _(
        "who is this, who are you, who's this, whos this, who dis, what is this, what's this, whats this, what are you"
    ): _(
        "This is Sounding Board, a program: coaches coach each other, as equals. To write to a person, text MENU."
    ),
    _("do you share my number, who sees my number, who has my number, will they see my number"): _(
        "Your number is kept encrypted and isn't shown to members. You write to this number, and so do they. A partner "
        "gets it only when you both choose so: text SHARE NUMBERS."
    ),
    _(
        "do you sell my data, do you share my data, what do you do with my data, is my data safe, why do you have my number, "
        "how did you get my number, where did you get my number"
    ): _(
        "I have your number because it texted me. It is kept encrypted, as is all that you tell us, and nothing is sold. To see "
        "all that I keep of you, text MY DATA."
    ),
    _(
        "what timezone, what time zone, which timezone, which time zone, what timezone is that, what time zone is that, what "
        "timezone is this, what time zone is this, whose time, whose time is that, is that my time, is this my time, my time or "
        "theirs, i don't understand the time, i dont understand the time"
    ): _(
        "Each of you reads times by your own clock. Yours is that of {city}. To have it changed, text PERSON."
    ),
    _(
        "what letter, which letter, what's the letter, whats the letter, what is the letter, what monthly letter"
    ): _(
        "The monthly letter is a page with what members share, thanks where both agree, and open circles. Whoever has its link "
        "can read it."
    ),
}
# What the same words ask where they are about something else: in these flows, and in no others.
IN = {
    ("in_the_letter", "named_in_the_letter", "sharing_knowledge", "my_knowledge", "monthly_letter"): (
        _(
            "who can read it, who reads it, who will read it, who sees it, who can see it, who will see it, who gets it"
        ),
        _("Members who find it here; and whoever has the monthly letter's link, if you say so."),
    ),
    ("introduction", "another_introduction", "ring", "agreement", "ring_agreement", "directory_contact"): (
        _(
            "who is it, who's it, whos it, who is this person, who are they, who is she, who is he, who is that"
        ),
        _("You read each other's names once you have both said yes. All else is yours to tell each other."),
    ),
    ("delete_me", "leaving"): (
        _(
            "will they know, will she know, will he know, do they know, does she know, does he know, who will know, will "
            "anybody know, will anyone know, who gets told, will they be told, will she be told, will he be told"
        ),
        _("Whoever you have a session with reads that it is off, and no reason. Nobody is told why."),
    ),
}
# What somebody asks who wants to know how it stands between the two. A partner may be named: "did Amara say yes?"
HOW_IT_STANDS = (
    _(
        "what's next, whats next, when is it, when's it, whens it, when is our session, when's our session, when is my "
        "session, when's my session, whens my session, when is the session, when is my next session, when do we meet, when "
        "are we meeting, when r we meeting, what day do we meet"
    ),
    _(
        "what time do we meet, what time are we meeting, what time is our session, what time is my session, where is it, "
        "where do we meet, where are we meeting, where r we meeting, how do we meet, where is our session, what's the link, "
        "whats the link"
    ),
    _(
        "did she say yes, did he say yes, did they say yes, has she said yes, has he said yes, have they said yes, did she "
        "answer, did he answer, did they answer, has she answered, has he answered, have they answered, any news, any answer, "
        "any reply, am i in, am i verified"
    ),
    _(
        "who is my partner, who's my partner, whos my partner, who am i meeting, who do i meet, who is she, who is he, who "
        "are they"
    ),
)
WHERE, LINK = ("where", "how", "donde", "como"), ("link", "enlace")
_AGAIN = re.compile(
    r"(?:^(?:so|and|but|ok|wait|hey|hi|sorry|y|pero|oye|hola) )+|(?: (?:yet|again|pls|please|ya|porfa))+$"
)


def answered(chat: Chat) -> bool:
    """Whether the text was such a question, and was answered."""
    said = fold(chat.heard)
    bare = _AGAIN.sub("", said)
    answer = _about_this(chat, bare) or _answers().get(said) or _answers().get(bare)
    if answer is not None:
        chat.say(answer, city=words.city(chat.zone, chat.language))
        return True
    return _how_it_stands(chat, said)


def _about_this(chat: Chat, said: str) -> str | None:
    """What these words ask just now, where they mean something else in the middle of this. A partner may be named."""
    if not chat.has_talk or len(said) > LONGEST:
        return None
    for flows, (questions, answer) in IN.items():
        if chat.talk.flow.name in flows:
            return answer if _with_she(chat, said) in _listed(questions) else None
    return None


def _with_she(chat: Chat, said: str) -> str:
    for partner in chat.partners:
        said = said.replace(fold(partner.name or "") or "she", "she")
    return said


def _how_it_stands(chat: Chat, said: str) -> bool:
    if chat.sender.status not in ("applied", "queried", "verified") or len(said) > LONGEST:
        return False
    if chat.has_talk and isinstance(chat.talk.flow.state(chat.talk.state).expects, Words):
        return False  # it is in their own words: perhaps what they ask a person
    said = _AGAIN.sub("", said)
    if said.partition(" ")[0] not in _first_words():
        return False  # most texts, which need no look at who their partner is
    said = _with_she(chat, said)
    if said not in _asked():
        return False
    _turn_to_suggested(chat)
    booked.say_how_it_stands(chat, where=said.startswith(WHERE) or said.endswith(LINK))
    return True


def _turn_to_suggested(chat: Chat) -> None:
    """A suggested time that waits for their answer is asked first, or their "yes" would answer something else."""
    mine = chat.sender.member_id
    for meeting in sessions.of_member(chat.db, mine, ("proposed",)):
        if meeting.proposed_by != mine and agenda.let_in_front(chat, booking.confirming, meeting):
            return


@cache
def _asked() -> frozenset[str]:
    return frozenset(
        fold(question)
        for language in LANGUAGES
        for questions in HOW_IT_STANDS
        for question in translate(questions, language).split(",")
    )


@cache
def _listed(questions: str) -> frozenset[str]:
    return frozenset(
        fold(question) for language in LANGUAGES for question in translate(questions, language).split(",")
    )


@cache
def _answers() -> dict[str, str]:
    return {
        fold(question): answer
        for questions, answer in ASIDES.items()
        for language in LANGUAGES
        for question in translate(questions, language).split(",")
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(question.partition(" ")[0] for question in _asked())
