"""Who may use the REST API: HTTP basic auth with the account's SID and token."""

import hmac

from flask import request

from simulator.account import Account
from simulator.refusals import Refusal


def check_credentials(account: Account) -> None:
    """Let this request in, or raise Twilio's refusal 20003 (HTTP 401)."""
    given = request.authorization
    user, password = (given.username or "", given.password or "") if given else ("", "")
    right_user = hmac.compare_digest(user.encode(), account.sid.encode())
    right_password = hmac.compare_digest(password.encode(), account.auth_token.encode())
    if not (right_user and right_password):
        raise Refusal(20003, "Authenticate", 401)


def not_found() -> Refusal:
    """Return the refusal for a resource that isn't there."""
    return Refusal(20404, f"The requested resource {request.path} was not found", 404)
