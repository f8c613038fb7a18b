"""How many there are of a product: every change of that number goes through here, and into the ledger."""

from decimal import Decimal

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.models import Team
from app.accounts.tenancy import get_owned, owned
from app.core import clock, money
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.products import events
from app.products.models import Product, StockMovement

_PLACES = 6
MAX_STOCK = money.MAX_AMOUNT


class NotEnoughStock(Conflict):
    code = "not_enough_stock"


class StockNotCounted(Conflict):
    code = "stock_not_counted"
    default_message = "Nobody counts the stock of this product. Set its stock first: PATCH it with how many there are."


def adjust(team: Team, product_id: str, adjustment: Decimal, reason: str | None) -> Product:
    """Add to the stock, or take from it. StockNotCounted; NotEnoughStock when there are not so many.

    Of many who take the last ones at once, only those get some who leave no less than nothing.
    """
    product = get_owned(Product, team, product_id, lock=True)
    if product.stock_micro is None:
        raise StockNotCounted()
    move(product, product.stock_micro + to_micro(adjustment), reason)
    return product


def move(product: Product, stock_micro: int | None, reason: str | None) -> None:
    """Set the stock of a locked product, or end its counting (None), by a movement in the ledger."""
    before = product.stock_micro
    if stock_micro == before:
        return
    check(product, stock_micro)
    product.stock_micro = stock_micro
    product.movements += 1
    product.updated_at = clock.now()
    doer = audit.find_doer()
    movement = StockMovement(
        id=f"{product.id}_{product.movements:09}",
        team_id=product.team_id,
        product_id=product.id,
        number=product.movements,
        adjustment_micro=(stock_micro or 0) - (before or 0),
        stock_micro=stock_micro,
        reason=reason,
        user_id=doer.user_id if doer else None,
        token_id=doer.token_id if doer else None,
        at=product.updated_at,
    )
    db.session.add(movement)
    db.session.flush()
    _announce(product, before, reason)


def check(product: Product, stock_micro: int | None) -> None:
    if stock_micro is None:
        return
    if product.type == "service":
        raise InvalidInput.field("stock", "A service has no stock. Leave it out, or make it a product.")
    if abs(stock_micro) >= to_micro(MAX_STOCK):
        raise InvalidInput.field("stock", "Must be smaller than 1,000,000,000,000.")
    if stock_micro < 0 and not product.allow_negative_stock:
        left = text(product.stock_micro) or "0"
        raise NotEnoughStock(
            f"There are only {left} of it. Take no more, or allow a negative stock of this product.",
            details={"stock": [left]},
        )


def _announce(product: Product, before: int | None, reason: str | None) -> None:
    changes = {"stock": [text(before), text(product.stock_micro)], "reason": reason}
    events.announce(events.STOCK_ADJUSTED, product, changes)
    if _is_low(product, product.stock_micro) and not (before is not None and _is_low(product, before)):
        events.announce(events.STOCK_LOW, product, {"stock": text(product.stock_micro)})


def _is_low(product: Product, stock_micro: int | None) -> bool:
    return stock_micro is not None and product.low_stock_micro is not None and stock_micro <= product.low_stock_micro


def list_movements(team: Team, product_id: str) -> sa.Select[StockMovement]:
    """The ledger of the team's product; unordered. NotFound."""
    product = get_owned(Product, team, product_id)
    return owned(StockMovement, team).where(StockMovement.product_id == product.id)


def to_micro(count: Decimal) -> int:
    """Millionths: 2.5 is 2,500,000."""
    return int(count.scaleb(_PLACES, money.EXACT))


def text(micro: int | None) -> str | None:
    """As the API shows it: "2.5"."""
    return None if micro is None else money.format_decimal(Decimal(micro).scaleb(-_PLACES, money.EXACT))
