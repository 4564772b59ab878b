"""What a link in a text leads to: a file for one person, or a few words when its time is over. And what every answer of
the door says about itself.

Whoever shows a preview of a link fetches it before its person does, so fetching one changes nothing, as often as it is done.
"""

from flask import Response

# Nobody keeps, finds or passes on what was for one person; it is what it says it is; and a page runs no script, loads
# nothing from anywhere, sends its form to us alone and is shown inside no other page.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = "max-age=31536000"  # seconds: for a year a browser comes back by HTTPS alone


def covered(answer: Response, public_url: str) -> Response:
    """The answer with all of these, whatever route or error it comes from. A page may be stricter, not milder."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if public_url.startswith("https://"):
        answer.headers["Strict-Transport-Security"] = HTTPS_ONLY
    return answer


def file(content: bytes, content_type: str, name: str) -> Response:
    """A file; `name` is what it is called when it is kept, and reveals nothing."""
    answer = Response(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def picture(content: bytes) -> Response:
    """A picture, shown where it is opened."""
    return Response(content, content_type="image/png")


def gone(words: str) -> Response:
    """The link's time is over: `words`, in its person's language, say what to do instead."""
    return Response(f"{words}\n", 410, content_type="text/plain; charset=utf-8")
