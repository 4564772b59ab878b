"""The form on python-telegram-bot's ConversationHandler, fed raw updates, its own parsing included."""

import asyncio
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ConversationHandler, MessageHandler, filters

from bench import forms
from bench.forms import Engine

NAME, BODY, COACHED, MONTHLY, AIMS = range(5)
END: int = ConversationHandler.END
_BODIES, _COACHED, _MONTHLY = (
    forms.takes(choices) for choices in (forms.BODIES, forms.COACHED, forms.MONTHLY)
)
_replies: list[str] = []
_done: dict[int, dict[str, Any]] = {}


async def _start(_update: Update, _context: Any) -> int:
    _replies.append(forms.ASK_NAME)
    return NAME


async def _name(update: Any, context: Any) -> int:
    name = update.message.text.strip()
    if not 0 < len(name) <= forms.LONGEST_NAME:
        _replies.append(f"{forms.NAME_HINT}\n\n{forms.ASK_NAME}")
        return NAME
    context.user_data["name"] = name
    _replies.append(forms.ASK_BODY)
    return BODY


async def _body(update: Any, context: Any) -> int:
    choice = _BODIES.get(update.message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.CHOICE_HINT}\n\n{forms.ASK_BODY}")
        return BODY
    context.user_data["body"] = choice
    _replies.append(forms.ASK_COACHED)
    return COACHED


async def _coached(update: Any, context: Any) -> int:
    choice = _COACHED.get(update.message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.YES_NO_HINT}\n\n{forms.ASK_COACHED}")
        return COACHED
    context.user_data["coached"] = choice
    _replies.append(forms.ASK_MONTHLY)
    return MONTHLY


async def _monthly(update: Any, context: Any) -> int:
    choice = _MONTHLY.get(update.message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.CHOICE_HINT}\n\n{forms.ASK_MONTHLY}")
        return MONTHLY
    context.user_data["monthly"] = choice
    _replies.append(forms.ASK_AIMS)
    return AIMS


async def _aims(update: Any, context: Any) -> int:
    words = update.message.text.strip()
    if not 0 < len(words) <= forms.LONGEST_WORDS:
        _replies.append(f"{forms.WORDS_HINT}\n\n{forms.ASK_AIMS}")
        return AIMS
    context.user_data["aims"] = words
    _done[update.effective_user.id] = dict(context.user_data)
    _replies.append(forms.THANKS.format(name=context.user_data["name"]))
    return END


def telegram() -> Engine:
    """python-telegram-bot."""
    app = ApplicationBuilder().token("42:BENCH").updater(None).build()
    steps = {NAME: _name, BODY: _body, COACHED: _coached, MONTHLY: _monthly, AIMS: _aims}
    app.add_handler(
        ConversationHandler(
            entry_points=[MessageHandler(filters.TEXT, _start)],
            states={state: [MessageHandler(filters.TEXT, step)] for state, step in steps.items()},
            fallbacks=[],
        )
    )
    app._initialized = True  # initialize() would ask Telegram who we are
    loop = asyncio.new_event_loop()

    async def follow(arrived: list[dict[str, Any]]) -> None:
        for one in arrived:
            await app.process_update(Update.de_json(one, app.bot))

    def run(arrived: list[dict[str, Any]]) -> list[str]:
        _replies.clear()
        loop.run_until_complete(follow(arrived))
        return list(_replies)

    return Engine("python-telegram-bot", raw=raw, run=run, answers=lambda: _done)


def raw(number: int, person: int, text: str) -> dict[str, Any]:
    """A text message as Telegram posts it."""
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_700_000_000,
            "chat": {"id": person, "type": "private", "first_name": "Amara", "username": "amara"},
            "from": {
                "id": person,
                "is_bot": False,
                "first_name": "Amara",
                "username": "amara",
                "language_code": "en",
            },
            "text": text,
        },
    }
