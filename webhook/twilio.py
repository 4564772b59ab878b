"""What both of Twilio's routes check before anything else."""

from typing import TYPE_CHECKING, cast

from flask import abort, current_app, request
from werkzeug.datastructures import MultiDict

from messaging.signature import genuine

if TYPE_CHECKING:
    from webhook.app import House


def house() -> "House":
    """The rooms behind the door."""
    return cast("House", current_app.extensions["house"])


def checked_form() -> MultiDict[str, str]:
    """The form of a request that Twilio signed; otherwise the request ends here, with 4xx.

    The URL is built from PUBLIC_URL, the path as registered and the raw query: `request.url` decodes %-escapes, and
    what a proxy in front of us did to host and scheme isn't what Twilio signed.
    """
    if request.mimetype != "application/x-www-form-urlencoded":
        abort(415)
    form = request.form
    query = request.environ.get("QUERY_STRING", "")
    url = f"{house().public_url}{request.path}{'?' + query if query else ''}"
    signature = request.headers.get("X-Twilio-Signature", "")
    if not signature or not genuine(house().auth_token, url, form, signature):
        abort(403)
    if form.get("AccountSid") != house().account_sid:
        abort(403)
    return form
