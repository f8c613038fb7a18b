"""The `offline` provider: reads plain words by rules, with no key, no network and no cost.

`reading` is the order of the readers; each reader is one module; the words of a language are data in `lexicon/`.
"""

import json

from app.llm.base import Call, Reply
from app.llm.providers.offline.reading import read


class Offline:
    """Answers in milliseconds what a language model would; it says nothing that is not in the words."""

    name = "offline"
    title = "Offline"
    needs_key = False

    def complete(self, call: Call) -> Reply:
        """Read the user's words. A repair turn changes nothing: the same words read the same."""
        draft, issues = read(call.turns[0].text, call.today, call.defaults)
        return Reply(text=json.dumps(draft, ensure_ascii=False), model=self.name, issues=tuple(issues))


PROVIDER = Offline()
