"""Signing up. Read it aloud: it is the conversation a coach has with us when they first text."""

from flows import bodies, consent_words, credential, kind_words
from flows.chat import Chat
from flows.expects import City, ManyOf, NameAndPronouns, OneOf, Words, YesNo
from flows.flow import End, Flow, State
from flows.understand import Person, Place, country_name, fold
from flows.words import _, isolated
from models import consents, wishes
from models.members import Credential

BODIES = {"EMCC": "EMCC", "ICF": "ICF", "AC": "AC", "APECS": "APECS", "IAPC&M": "IAPC&M"}
FREE = {
    "weekday mornings": _("weekday mornings"),
    "weekday afternoons": _("weekday afternoons"),
    "weekday evenings": _("weekday evenings"),
    "weekends": _("weekends"),
}

signup = Flow(
    "signup",
    title=_("joining"),
    urgency=10,
    words=_("join, sign up, join in"),
    newcomers=True,
    opening=_(
        "Welcome to Sounding Board: accredited BI+POC coaches coach each other by text, as equals, in confidence. It "
        "costs nothing. To go, text LEAVE at any time. Español: responde ES."
    ),
)


@signup.begins
def not_signed_up_yet(chat: Chat) -> bool:
    if chat.sender.status != "newcomer":
        chat.say(_("You've joined already. It's good to have you here."))
    return chat.sender.status == "newcomer"


@signup.asks(
    consent_words.words("data"),
    YesNo(yes=_("Yes, keep it"), no=_("Not now")),
    private=True,
)
def keeping_data(chat: Chat, agreed: bool) -> State | End:
    chat.answers.data = agreed
    return being_matched if agreed else not_now


@signup.asks(
    consent_words.words("matching"),
    YesNo(yes=_("Yes, suggest"), no=_("Not now")),
    private=True,
)
def being_matched(chat: Chat, agreed: bool) -> State | End:
    chat.answers.matching = agreed
    return being_texted


@signup.asks(
    consent_words.words("texts"),
    YesNo(yes=_("Yes, text me"), no=_("Not now")),
    private=True,
)
def being_texted(chat: Chat, agreed: bool) -> State | End:
    chat.answers.texts = agreed
    return identifying if agreed else not_now


@signup.asks(
    _(
        "This space is for coaches who identify as Black, Indigenous or a Person of Colour (People of the Global "
        "Majority). Your word is enough; we never show it or ask for more."
    ),
    YesNo(
        yes=_("I identify as such"),
        no=_("I don't"),
        opens=_(
            "i identify, i am black, i'm black, im black, i am a black, i'm a black, im a black, i am indigenous, i'm "
            "indigenous, im indigenous, i am a person of colour, i'm a person of colour, i am bipoc, i'm bipoc, i am mixed, "
            "i'm mixed, im mixed, i am brown, i'm brown, i am asian, i'm asian, i am african, i'm african"
        ),
        hint=_(
            "Your word alone is enough, whatever the mix. If you'd say it of yourself, answer 1; if not, 2."
        ),
    ),
    private=True,
)
def identifying(chat: Chat, identifies: bool) -> State | End:
    return calling if identifies else elsewhere


@signup.asks(
    _("What should we call you? Add your pronouns if you like. For example: Amara, she/her"),
    NameAndPronouns(),
)
def calling(chat: Chat, person: Person) -> State | End:
    chat.answers.name, chat.answers.pronouns = person.name, person.pronouns
    chat.say(_("Good to meet you, {name}."), name=isolated(person.name))
    return living


@signup.asks(_("Which city do you live in? It tells us your time zone."), City())
def living(chat: Chat, places: list[Place]) -> State | End:
    likeliest = places[0]
    chat.answers.zone, chat.zone = likeliest.zone, likeliest.zone
    place = ", ".join(
        part for part in (likeliest.city, country_name(likeliest.country, chat.language)) if part
    )
    chat.say(
        _("{place}: it's {time} there now. If that isn't right, text BACK and add your country."),
        place=place,
        time=chat.time(chat.now),
    )
    return accredited


@signup.asks(
    _("Which body accredits you? A number, or its name if it isn't here."), OneOf(BODIES, other=True)
)
def accredited(chat: Chat, body: str) -> State | End:
    chat.answers.body = body
    chat.answers.level = _level_beside(chat.heard, body)
    return reference if chat.answers.level else level


def _level_beside(text: str, body: str) -> str | None:
    """The level that was said with the body, where it is one of theirs: "icf pcc"."""
    known = bodies.of(body)
    words = [word for word in text.split() if fold(word).strip(",.") != fold(body)]
    said = fold(" ".join(words))
    return next((one for one in known.levels if fold(one) == said), None) if known is not None else None


@signup.asks(
    _("Which level do you hold with {body}? In your own words, or SKIP."),
    Words(80, skippable=True, statement=True),
)
def level(chat: Chat, words: str | None) -> State | End:
    chat.answers.level = words
    return reference


@signup.asks(
    _(
        "What is your membership or certificate number, or a link to your entry? A coordinator looks at it. Or SKIP."
    ),
    Words(200, skippable=True, statement=True),
)
def reference(chat: Chat, words: str | None) -> State | End:
    chat.answers.reference = words
    return aims


@signup.asks(
    _("What would you like here? One or more numbers, or your own words, or SKIP."), kind_words.KindsOrWords()
)
def aims(chat: Chat, said: list[str] | str | None) -> State | End:
    chat.answers.aims = said if isinstance(said, str) else None
    chat.answers.kinds = said if isinstance(said, list) else None
    if chat.answers.kinds:
        names = kind_words.several(chat, chat.answers.kinds)
        chat.say(_("Noted: {names}. To change it at any time, text WISHES."), names=names)
    return free


@signup.asks(_("Last one. When are you usually free to meet? One or more numbers."), ManyOf(FREE))
def free(chat: Chat, times: list[str]) -> State | End:
    chat.answers.free = times
    return applied


@signup.ends
def applied(chat: Chat) -> None:
    member, given = chat.member, chat.answers
    member.name, member.pronouns, member.zone = given.name, given.pronouns, given.zone
    member.aims, member.free, member.attested_at = given.aims, given.free, chat.now
    member.status = "applied"
    if given.kinds:
        wishes.of(chat.db, chat.sender.member_id).meet_for(given.kinds)
    for purpose in consent_words.PURPOSES:
        if given[purpose]:
            consents.give(chat.db, member, purpose, consent_words.VERSION)
    chat.db.add(Credential(member=member, body=given.body, level=given.level, reference=given.reference))
    credential.show_coordinators(chat)
    chat.say(
        _(
            "Thank you, {name}. A coordinator will look at your accreditation and we'll text you, usually within a "
            "few days. Text MENU at any time."
        ),
        name=member,
    )


@signup.ends
def not_now(chat: Chat) -> None:
    chat.forget()
    chat.say(_("That's fine. We've kept nothing of what you said. Text us again whenever you like."))


@signup.ends
def elsewhere(chat: Chat) -> None:
    chat.forget()
    chat.say(
        _(
            "Thank you for telling us. This space is held for BI+POC coaches, and we wish you well. We've kept "
            "nothing of what you said."
        )
    )
