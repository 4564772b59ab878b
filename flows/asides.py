"""Questions people ask us in the middle of another: answered at once, and then the open question again."""

from functools import cache

from flows.chat import Chat
from flows.understand import fold
from flows.words import LANGUAGES, _, translate

# What is asked, in each language's own words with commas between, and what we answer.
ASIDES = {
    _(
        "what does this cost, what does it cost, how much is it, how much is this, is it free, is this free, "
        "does it cost anything"
    ): _("It costs nothing, now or later. Nobody here is paid."),
    _(
        "is this a bot, are you a bot, are you human, are you a person, am i talking to a person, is this a person"
    ): _("I'm a program. To write to a person, one of the coordinators, text MENU."),
    _(
        "who sees this, who can see this, who reads this, who will see this, is this private, is this confidential"
    ): _(
        "What you tell us is encrypted. The coordinators see your name, your accreditation and what you ask them, or "
        "what I don't follow; a partner learns your name when you have both said yes. What you say in a session is "
        "never asked or kept."
    ),
    _("do you share my number, who sees my number, who has my number, will they see my number"): _(
        "Your number is kept encrypted and isn't shown to members. You write to this number, and so do they. A partner "
        "gets it only when you both choose so: text SHARE NUMBERS."
    ),
}


def answered(chat: Chat) -> bool:
    """Whether the text was such a question, and was answered."""
    answer = _answers().get(fold(chat.heard))
    if answer is not None:
        chat.say(answer)
    return answer is not None


@cache
def _answers() -> dict[str, str]:
    return {
        fold(question): answer
        for questions, answer in ASIDES.items()
        for language in LANGUAGES
        for question in translate(questions, language).split(",")
    }
