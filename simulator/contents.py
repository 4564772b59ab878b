"""Contents: what the Content API remembers. In memory, bounded, safe to use from many threads."""

import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.approvals import Approval
from simulator.refusals import Refusal

MOST_CONTENTS = 6_000


@dataclass(slots=True)
class Content:
    """One Content resource."""

    sid: str
    account_sid: str
    friendly_name: str
    language: str
    variables: dict[str, str]  # a sample for each
    types: dict[str, dict[str, Any]]
    created: datetime
    updated: datetime
    approval: Approval | None = None


class Contents:
    """Every content of the account, and every name a template was ever submitted under."""

    def __init__(self) -> None:
        self.hold = False  # leave what is submitted pending, for the person at the desk to decide
        self._contents: dict[str, Content] = {}
        self._names: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def add(self, content: Content) -> None:
        """Remember a content. Raises Refusal when there is no room."""
        with self._lock:
            if len(self._contents) >= MOST_CONTENTS:
                raise Refusal(20001, f"An account holds {MOST_CONTENTS} templates at most.")
            self._contents[content.sid] = content

    def get(self, sid: str) -> Content | None:
        """Return a content by its SID."""
        return self._contents.get(sid)

    def remove(self, sid: str) -> bool:
        """Forget a content; its template's name stays taken. False when there was none."""
        with self._lock:
            return self._contents.pop(sid, None) is not None

    def newest_first(self) -> list[Content]:
        """Return all contents, newest first."""
        with self._lock:
            return list(reversed(self._contents.values()))

    def take_over(self, contents: list[Content]) -> None:
        """Begin with what another account had, newest first."""
        with self._lock:
            self._contents = {content.sid: content for content in reversed(contents)}
            self._names = {(one.approval.name, one.language) for one in contents if one.approval}

    def submit(self, content: Content, approval: Approval) -> None:
        """Hand a content in to WhatsApp. Raises Refusal when it was before, or its name is taken.

        WhatsApp wants a name once for each language, and never again after it was rejected or deleted.
        """
        with self._lock:
            if content.approval is not None:
                raise Refusal(20409, "This content was submitted for approval already.", 409)
            if (approval.name, content.language) in self._names:
                raise Refusal(
                    20409, f"The template name {approval.name} is taken in {content.language}.", 409
                )
            self._names.add((approval.name, content.language))
            content.approval = approval

    def looked_at(self, content: Content) -> None:
        """Let WhatsApp decide on what it received: somebody asks what became of it."""
        with self._lock:
            if content.approval:
                content.approval.look(hold=self.hold)

    def decide(self, content: Content, status: str, reason: str) -> None:
        """Give a submitted template another status, as the person at the desk wishes."""
        with self._lock:
            assert content.approval is not None
            content.approval.status, content.approval.rejection_reason = status, reason
