"""What a language model is told besides the user's words: the instructions, today, how to answer.

What changes from call to call comes last, so that a vendor's prompt cache can keep what comes before.
"""

import json

from app.llm.base import Call


def system_text(call: Call) -> str:
    """The instructions with the day and the team's habits; in `json_object` mode also the shape of the answer."""
    parts = [call.instructions]
    if call.model.output_mode == "json_object":
        schema = json.dumps(call.schema, separators=(",", ":"))
        parts.append(f"Answer with one compact JSON object of this JSON Schema and nothing else:\n{schema}")
    moment = f"Today: {call.today:%A %Y-%m-%d}."
    if call.defaults:
        habits = ", ".join(f"{name} {value}" for name, value in call.defaults.items())
        moment += f" If ambiguous: {habits}."
    return "\n\n".join([*parts, moment])
