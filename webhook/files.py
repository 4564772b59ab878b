"""What a link in a text leads to: a file for one person, or a few words when its time is over.

Whoever shows a preview of a link fetches it before its person does, so fetching one changes nothing, as often as it is done.
"""

from flask import Response

# Nobody keeps, finds or passes on what was for one person; and it is what it says it is.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def file(content: bytes, content_type: str, name: str) -> Response:
    """A file; `name` is what it is called when it is kept, and reveals nothing."""
    answer = Response(content, content_type=content_type, headers=HEADERS)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def picture(content: bytes) -> Response:
    """A picture, shown where it is opened."""
    return Response(content, content_type="image/png", headers=HEADERS)


def gone(words: str) -> Response:
    """The link's time is over: `words`, in its person's language, say what to do instead."""
    return Response(f"{words}\n", 410, HEADERS, content_type="text/plain; charset=utf-8")
