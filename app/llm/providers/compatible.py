"""Servers that speak OpenAI's Chat Completions, named by the operator: Ollama, vLLM, Groq, Mistral, OpenRouter, Azure.

A caller picks one by its name and can never give an address: that would reach services inside the operator's network,
and hand a caller's key to any host. They come with an application's settings, so there is no `PROVIDER` here.
"""

from dataclasses import dataclass, replace

from app.llm.base import Call, MaxTokensField, Model, OutputMode, Reply
from app.llm.providers import openai


@dataclass(frozen=True)
class Endpoint:
    """One such server; a Provider. Without `needs_key` it gets no key at all, the caller's least of any."""

    name: str
    title: str
    base_url: str
    needs_key: bool
    mode: OutputMode
    max_tokens_field: MaxTokensField

    def model(self, upstream_id: str) -> Model:
        """A model of this server, about which nothing is known but what the operator says of all of them."""
        value = f"{self.name}/{upstream_id}"
        return Model(
            provider=self.name,
            upstream_id=upstream_id,
            value=value,
            title=value,
            output_mode=self.mode,
            max_tokens_field=self.max_tokens_field,
        )

    def complete(self, call: Call) -> Reply:
        return openai.PROVIDER.complete(replace(call, base_url=self.base_url))
