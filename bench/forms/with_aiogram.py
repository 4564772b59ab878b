"""The form on aiogram's FSM with its storage in memory, fed raw updates."""

import asyncio
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.fsm.state import State
from aiogram.fsm.storage.memory import MemoryStorage

from bench import forms
from bench.forms import Engine
from bench.forms.with_telegram import raw

NAME, BODY, COACHED, MONTHLY, AIMS = (
    State(name, "Form") for name in ("name", "body", "coached", "monthly", "aims")
)
_BODIES, _COACHED, _MONTHLY = (
    forms.takes(choices) for choices in (forms.BODIES, forms.COACHED, forms.MONTHLY)
)
_replies: list[str] = []
_done: dict[int, dict[str, Any]] = {}


async def _start(message: Any, state: Any) -> None:
    await state.set_state(NAME)
    _replies.append(forms.ASK_NAME)


async def _name(message: Any, state: Any) -> None:
    name = message.text.strip()
    if not 0 < len(name) <= forms.LONGEST_NAME:
        _replies.append(f"{forms.NAME_HINT}\n\n{forms.ASK_NAME}")
        return
    await state.update_data(name=name)
    await state.set_state(BODY)
    _replies.append(forms.ASK_BODY)


async def _body(message: Any, state: Any) -> None:
    choice = _BODIES.get(message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.CHOICE_HINT}\n\n{forms.ASK_BODY}")
        return
    await state.update_data(body=choice)
    await state.set_state(COACHED)
    _replies.append(forms.ASK_COACHED)


async def _coached(message: Any, state: Any) -> None:
    choice = _COACHED.get(message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.YES_NO_HINT}\n\n{forms.ASK_COACHED}")
        return
    await state.update_data(coached=choice)
    await state.set_state(MONTHLY)
    _replies.append(forms.ASK_MONTHLY)


async def _monthly(message: Any, state: Any) -> None:
    choice = _MONTHLY.get(message.text.strip().lower())
    if choice is None:
        _replies.append(f"{forms.CHOICE_HINT}\n\n{forms.ASK_MONTHLY}")
        return
    await state.update_data(monthly=choice)
    await state.set_state(AIMS)
    _replies.append(forms.ASK_AIMS)


async def _aims(message: Any, state: Any) -> None:
    words = message.text.strip()
    if not 0 < len(words) <= forms.LONGEST_WORDS:
        _replies.append(f"{forms.WORDS_HINT}\n\n{forms.ASK_AIMS}")
        return
    answers = await state.update_data(aims=words)
    _done[message.from_user.id] = answers
    await state.clear()
    _replies.append(forms.THANKS.format(name=answers["name"]))


def aiogram() -> Engine:
    """aiogram."""
    dispatcher = Dispatcher(storage=MemoryStorage())
    for state, step in (
        (NAME, _name),
        (BODY, _body),
        (COACHED, _coached),
        (MONTHLY, _monthly),
        (AIMS, _aims),
    ):
        dispatcher.message.register(step, state)
    dispatcher.message.register(_start)
    bot = Bot("42:BENCH")
    loop = asyncio.new_event_loop()

    async def follow(arrived: list[dict[str, Any]]) -> None:
        for one in arrived:
            await dispatcher.feed_raw_update(bot, one)

    def run(arrived: list[dict[str, Any]]) -> list[str]:
        _replies.clear()
        loop.run_until_complete(follow(arrived))
        return list(_replies)

    return Engine("aiogram", raw=raw, run=run, answers=lambda: _done)
