"""WhatsApp's limits for what the Content API makes, in characters and pieces."""

import re

TEXT, QUICK_REPLY, LIST = "twilio/text", "twilio/quick-reply", "twilio/list-picker"

BODY = 1024
TITLE = 20  # of a quick-reply button, and of the button that opens a list
ITEM = 24
DESCRIPTION = 72
BUTTONS = 3  # within a conversation; an approved template may have more
APPROVED_BUTTONS = 10
ITEMS = 10

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
