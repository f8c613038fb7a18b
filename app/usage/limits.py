"""What a plan leaves of a month: pure comparison."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, ClassVar

from app.accounts.plans import Plan
from app.core.errors import SaybillError

LIMITED = ("documents", "llm_calls", "api_calls")
_NOUNS = {"documents": "documents", "llm_calls": "calls to language models", "api_calls": "API requests"}


class PlanLimitReached(SaybillError):
    """A month's allowance is used up. Not 429: who gets that sends the same again a moment later."""

    status: ClassVar[int] = 402
    code = "plan_limit_reached"
    is_final = False  # A bigger plan or a new month lets the same request pass.

    @classmethod
    def of(cls, plan: Plan, name: str, month: str) -> "PlanLimitReached":
        """For the limit `name` of the plan in that month ("2026-11")."""
        limit = getattr(plan, name)
        _, last = bounds(month)
        until = (last + timedelta(days=1)).isoformat()
        return cls(
            f"The plan {plan.title} allows {limit:,} {_NOUNS[name]} a month, and they are used up. "
            f"It begins anew on {until}; for a bigger plan ask whoever runs this installation.",
            details={"plan": plan.name, "limit": name, "allowed": limit, "renewed_on": until},
        )


def bounds(month: str) -> tuple[date, date]:
    """The first and the last day of a month such as "2026-11"."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def standing(plan: Plan, name: str, used: int) -> dict[str, Any]:
    """`used`, `limit` and `remaining`; the last two are None when the plan does not limit it."""
    limit = getattr(plan, name)
    return {"used": used, "limit": limit, "remaining": None if limit is None else max(0, limit - used)}
