"""What a server sends in the places of text, counts and model, before anybody relies on it or keeps it.

SDKs do not check the types of an answer, compatible servers invent their own, and a lying one may echo the key.
"""

import re
from dataclasses import replace
from typing import Any

from app.llm.base import Call, Reply

MOST_TOKENS = 10**9
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,119}", re.ASCII)


def checked(reply: Reply, call: Call) -> Reply:
    """`reply` with only what it can be: text (else none, which is repaired), plausible counts, the id of a model."""
    text: Any = reply.text
    return replace(
        reply,
        text=text if isinstance(text, str) else "",
        model=_model(reply.model, call),
        input_tokens=_count(reply.input_tokens),
        output_tokens=_count(reply.output_tokens),
    )


def _model(said: Any, call: Call) -> str:
    key = call.api_key.reveal() if call.api_key else None
    if not isinstance(said, str) or not _MODEL.fullmatch(said) or (key and key in said):
        return call.model.upstream_id
    return said


def _count(said: Any) -> int | None:
    is_count = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST_TOKENS
    return said if is_count else None
