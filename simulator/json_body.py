"""What is posted to the desk's JSON, read with care: a sentence for whatever can't be used."""

from typing import Any

from flask import request


class BadRequest(Exception):
    """The JSON asks for something that can't be done."""

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.status = status


def posted_object() -> dict[str, Any]:
    """Return the JSON object posted. Only JSON is taken: another site's form can't send it."""
    if request.mimetype != "application/json":
        raise BadRequest("Post JSON, with Content-Type: application/json.", 415)
    try:
        asked = request.get_json(silent=True)
    except RecursionError:
        asked = None
    if not isinstance(asked, dict):
        raise BadRequest("Post a JSON object.")
    return asked


def text_of(asked: dict[str, Any], name: str, longest: int) -> str:
    """Return a text, "" when there is none."""
    text = asked.get(name, "")
    if not isinstance(text, str):
        raise BadRequest(f"{name} is text.")
    if len(text) > longest:
        raise BadRequest(f"{name} is longer than {longest} characters.")
    return clean(text, name)


def optional_text(asked: dict[str, Any], name: str, longest: int) -> str | None:
    """Return a text, None when there is none."""
    return None if asked.get(name) is None else text_of(asked, name, longest)


def switch(asked: dict[str, Any], name: str) -> bool:
    """Return a yes or no that must be there."""
    value = asked.get(name)
    if not isinstance(value, bool):
        raise BadRequest(f"{name} is true or false.")
    return value


def clean(text: str, name: str) -> str:
    """Return the text, if it is valid Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can hold it, a form can't
        raise BadRequest(f"{name} is not valid Unicode.") from None
    return text
