"""Tags of HTML, as web forms and mails bring them: what they mean for the layout stays, the rest is no word."""

import re

_BLOCKS = "p|div|br|hr|li|ul|ol|tr|table|thead|tbody|h[1-6]|body|html|head|blockquote|pre|section|article"
_TAG = re.compile(
    rf"<(?P<end>/)?(?:(?P<block>{_BLOCKS})|(?P<cell>td|th)|b|i|u|em|strong|span|font|a|small|code)"
    r"(?:\s[^<>]{0,300})?\s?/?>",
    re.IGNORECASE,
)


def without_tags(text: str) -> str:
    """Blocks become lines, cells become columns. Comments stay: who hides orders there is to be found out."""
    return _TAG.sub(_in_plain, text) if "<" in text else text


def _in_plain(tag: re.Match[str]) -> str:
    if tag["block"]:
        return "\n"
    return "\t" if tag["cell"] and tag["end"] else ""
