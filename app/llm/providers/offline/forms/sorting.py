"""A tree of keys and values, sorted by what its keys mean in an invoice."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.llm.providers.offline.forms.cells import by_field, has_digit, is_number, spoken
from app.llm.providers.offline.forms.fields import Fields, plain_key
from app.llm.providers.offline.forms.flow import Node

_MOST = 5000
"""Values that are looked at; no invoice has as many."""
_SIDES = ("to", "from")
_EMPTY = frozenset({"", "false", "none", "null"})


@dataclass
class Form:
    """The values of structured input by their field, its lines, and the keys whose numbers nobody understood."""

    values: list[tuple[str, Node]] = field(default_factory=list)
    """("currency", "EUR"), ("to.email", "ap@example.com"), ("tax", {"name": …, "rate": …})"""
    items: list[dict[str, Node]] = field(default_factory=list)
    """By the fields of `fields.toml`."""
    unread: list[str] = field(default_factory=list)


class Sorter:
    """Puts the values of one tree into a form."""

    def __init__(self, fields: Fields, form: Form) -> None:
        self.fields = fields
        self.form = form
        self.rest: list[str] = []
        self.loose: dict[str, Node] = {}
        """Fields of an item that stand in no list: "hours: 10", "rate: 95"."""
        self.named = ""
        """What one key says of the work without any price."""
        self.extras: list[dict[str, Node]] = []
        """Lines that have a key of their own: "materials: 120"."""
        self.left = _MOST

    def sort(self, tree: Node) -> list[str]:
        """Sort it; the lines that stand for what no key explains."""
        before = len(self.form.items)
        self._any(tree)
        self._tell_name()
        if {"unit_price", "amount"} & self.loose.keys() and (len(self.form.items) == before or self._is_complete()):
            self.form.items.insert(before, self.loose)
        elif self.named:
            self.rest.append(f"- {self.named}")
        self.form.items += self.extras
        return self.rest

    def _tell_name(self) -> None:
        """Beside "service: lawn mowing" a bare "name: Ada Finch" is who is billed."""
        name = self.loose.get("name")
        told = any(field.startswith("to.") for field, _ in self.form.values)
        if self.named and name != self.named and not told and isinstance(name, str):
            self.form.values.append(("to.whole", name))
            self.loose["name"] = self.named

    def _is_complete(self) -> bool:
        """Whether the loose fields alone make a line: "service", "hours", "hourly_rate" beside a list of parts."""
        return {"name", "quantity"} <= self.loose.keys()

    def _any(self, node: Node) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                self._pair(key, value)
        elif isinstance(node, list):
            if any(isinstance(each, dict) and self._is_item(each) for each in node):
                self._items(node)
            else:
                for each in node:
                    self._any(each)

    def _is_item(self, node: dict[str, Node]) -> bool:
        """A name with a price or a count, and no list within."""
        found = {self.fields.find("item", key) for key in node}
        lists = any(isinstance(value, list) for value in node.values())
        return "name" in found and bool(found & {"unit_price", "amount", "quantity"}) and not lists

    def _pair(self, key: str, value: Node) -> None:
        self.left -= 1
        if self.left < 0 or (isinstance(value, str) and value.lower() in _EMPTY):
            return
        field = self.fields.find("top", key)
        nested = isinstance(value, (dict, list))
        if self.fields.find("wrapper", key) and nested and field not in (*_SIDES, "items"):
            self._any(value)
        elif field in _SIDES:
            self._party(str(field), value)
        elif field in ("items", "extra"):
            self._work(field, key, value)
        elif party := self.fields.of_party(key):
            self._of_party(*party, value)
        elif field in ("tax", "discount"):
            self._charge(field, key, value)
        elif field == "payment" or (field is None and self.fields.find("payment", key)):
            self._payment(key, value)
        elif field == "tax_rate" and not nested:
            self.form.values += [(field, value), ("tax_key", plain_key(key))]
        elif field and field not in ("worthless", "wrapper") and not (nested and field not in ("notes", "terms")):
            self.form.values.append((field, value))
        elif nested:
            self._any(value)
        else:
            self._other(key, field, value)

    def _work(self, field: str, key: str, value: Node) -> None:
        """The lines, or the name of the only one ("job: chair caning"), or one that its key names ("travel: 40")."""
        if field == "extra":
            self.extras += [{"name": spoken(key), "amount": value}] if is_number(value) else []
            if isinstance(value, (dict, list)):
                self._items(value)
        elif isinstance(value, str) and not has_digit(value):
            self.named = self.named or value
            self.loose.setdefault("name", self.named)
        else:
            self._items(value)

    def _other(self, key: str, field: str | None, value: Node) -> None:
        """A field of the only item, a number of the document, or nothing that is known: text is left to the readers."""
        of_item = self.fields.find("item", key)
        if self.fields.find("wrapper", key) and any(map(str.isdecimal, str(value))):
            self.form.values.append(("number", value))
        elif of_item and of_item not in ("skip", "tax", "discount"):
            self.loose.setdefault(of_item, value)
            if of_item == "quantity":
                self.loose.setdefault("unit", plain_key(key))
        elif field == "worthless":
            return
        elif isinstance(value, Decimal) or str(value).replace(".", "").isdecimal():
            self.form.unread.append(key)
        elif isinstance(value, str):
            self.rest.append(f"{plain_key(key)}: {value}")

    def _party(self, side: str, value: Node) -> None:
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, dict):
            for key, each in value.items():
                self._of_party(side, self.fields.find("party", key) or key, each)
        elif value:
            self.form.values.append((f"{side}.whole", value))

    def _of_party(self, side: str, field: str, value: Node) -> None:
        if isinstance(value, dict):  # An address in its parts.
            for key, each in value.items():
                self._of_party(side, self.fields.find("party", key) or key, each)
        elif isinstance(value, list):
            self.form.values.append((f"{side}.{field}", ", ".join(str(each) for each in value[:10])))
        elif value:
            self.form.values.append((f"{side}.{field}", value))

    def _charge(self, field: str, key: str, value: Node) -> None:
        """A tax or discount: its number, "GST 9%", a mapping, a pair ("VAT", "5%"), or several of these."""
        pair = isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value)
        if isinstance(value, list) and not (pair and sum(is_number(each) for each in value) < 2):
            for each in value:
                self._charge(field, key, each)
        elif isinstance(value, dict):
            known = {self.fields.find(field, name) or name: each for name, each in value.items()}
            self.form.values.append((field, known))
        elif isinstance(value, list):
            self.form.values.append((field, " ".join(str(each) for each in value)))
        else:
            self.form.values.append((field, {"key": key, "rate" if field == "tax" else "value": value}))

    def _payment(self, key: str, value: Node) -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                self._payment(name, each)
        elif isinstance(value, (str, Decimal)):
            field = self.fields.find("payment", key) or self.fields.find("top", key)
            if field in ("terms", "due", "due_days"):
                self.form.values.append((field, value))
            else:
                self.form.values.append((f"payment.{self.fields.find('payment', key) or ''}", value))

    # Lines

    def _items(self, value: Node) -> None:
        if isinstance(value, list) and any(_is_told(each) for each in value):
            for each in value:
                if isinstance(each, dict) and len(each) == 1:
                    self.rest += [f"- {key}: {told}" for key, told in each.items()]
                else:
                    self._item(each)
        elif isinstance(value, list):
            for each in value:
                self._item(each)
        elif isinstance(value, dict):
            self._keyed(value)
        else:
            self._item(value)

    def _item(self, value: Node) -> None:
        self.left -= 1
        if self.left < 0:
            return
        if isinstance(value, dict):
            self._keyed(value)
        elif isinstance(value, list):
            self._listed([each for each in value if isinstance(each, (str, Decimal))])
        elif isinstance(value, str):
            cells = [cell.strip() for cell in value.split("|" if "|" in value else ";")]
            if len(cells) > 1:
                self._listed(list(cells))
            elif value:
                self.rest.append(f"- {value}")

    def _keyed(self, value: dict[str, Node]) -> None:
        """A line by its fields; of keys that are no fields each one names a line: "onboarding: 3 h at 125"."""
        item = by_field(self.fields, value.items())
        if "name" in item:
            self.form.items.append(item)
            return
        for key, each in value.items():
            if isinstance(each, dict):
                self._item({"name": key, **each})
            elif is_number(each):
                self._listed([key, each])
            elif isinstance(each, str):
                self.rest.append(f"- {key}: {each}")

    def _listed(self, cells: list[Node]) -> None:
        """A line without keys: its name, then how many and the price, or the price alone."""
        texts = [cell for cell in cells if not is_number(cell)]
        numbers = [cell for cell in cells if is_number(cell)]
        if not texts or not numbers:
            return
        item: dict[str, Node] = {"name": texts[0], "unit_price": numbers[min(1, len(numbers) - 1)]}
        if len(numbers) > 1:
            item["quantity"] = numbers[0]
        if len(texts) > 1:
            item["unit"] = texts[1]
        self.form.items.append(item)


def _is_told(node: Node) -> bool:
    """A line in words, as "tap handles: 12 at 27.90": beside it "freight: 64" is left to their readers too."""
    return (
        isinstance(node, dict)
        and len(node) == 1
        and any(isinstance(each, str) and has_digit(each) and not is_number(each) for each in node.values())
    )
