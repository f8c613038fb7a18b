"""The code of a SEPA credit transfer: EPC069-12, version 2.1 of the guidelines, version 002 of the format."""

from app.rendering.data import DocumentData
from app.rendering.qr.details import LEAST, MOST, Account, creditor_reference, is_plain

_EEA = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split())
# In the scheme but outside the European Economic Area: the format wants a BIC there.
_OTHERS = frozenset("AD AL CH GB GI MC MD ME MK RS SM VA".split())
_NAME, _TEXT, _PAYLOAD_BYTES = 70, 140, 331


def sepa_payload(data: DocumentData, account: Account) -> str | None:
    """The text of the code; None for another currency than euro, an account outside the scheme, or what is too long."""
    country = account.iban[:2]
    is_in_scheme = country in _EEA or (country in _OTHERS and account.bic)
    if data.currency != "EUR" or not is_in_scheme or not LEAST <= data.amount_due <= MOST:
        return None
    structured = creditor_reference(account.reference) or ""
    text = "" if structured else account.reference
    if len(account.holder) > _NAME or len(text) > _TEXT or not is_plain(account.holder + text):
        return None
    lines = [
        "BCD",
        "002",
        "1",  # UTF-8.
        "SCT",
        account.bic,
        account.holder,
        account.iban,
        f"EUR{data.amount_due:.2f}",
        "",  # Purpose.
        structured,
        text,
    ]
    payload = "\n".join(lines).rstrip("\n")
    return payload if len(payload.encode()) <= _PAYLOAD_BYTES else None
