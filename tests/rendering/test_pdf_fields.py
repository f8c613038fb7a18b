"""Every field of a document comes back from its PDF, in the order in which a person reads it, whatever the script."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from pypdf import PdfReader

from app.rendering.data import DocumentData, LineData, Row, TaxLineData


@dataclass(frozen=True)
class Sample:
    language: str
    region: str
    seller: str
    buyer: str
    address: str
    title: str
    item: str
    description: str
    unit: str
    tax: str
    bank: str
    notes: str
    terms: str


SAMPLES = [
    Sample(
        *(
            "cs",
            "CZ",
            "Dvořák & Žižka s.r.o.",
            "Jan Novák",
            "Příčná 5",
            "Návrh webu",
            "Úprava šablony",
            "Včetně řešení chyb.",
        ),
        *("hodina", "DPH", "Česká spořitelna", "Děkujeme za důvěru.", "Splatnost čtrnáct dní."),
    ),
    Sample(
        *(
            "uk",
            "UA",
            "ТОВ «Ґанок»",
            "Олена Їжак",
            "вул. Єдності, 5",
            "Розробка сайту",
            "Дизайн сторінок",
            "Десять сторінок.",
        ),
        *("година", "ПДВ", "ПриватБанк", "Дякуємо за співпрацю.", "Оплата протягом місяця."),
    ),
    Sample(
        *(
            "ja",
            "JP",
            "株式会社髙﨑商店",
            "山田太郎",
            "大阪市北区梅田三丁目",
            "ウェブ制作",
            "デザイン費用",
            "十ページ分、修正を含む。",
        ),
        *("時間", "消費税", "三菱銀行", "お世話になっております。", "三十日以内にお支払いください。"),
    ),
    Sample(
        *("zh", "CN", "北京科技有限公司", "上海贸易公司", "中关村大街一号", "网站开发", "页面设计", "包括十个页面。"),
        *("小时", "增值税", "中国银行", "谢谢合作。", "请在三十天内付款。"),
    ),
    Sample(
        *(
            "ar",
            "EG",
            "شركة الأمل للتجارة",
            "محمد علي",
            "شارع التحرير",
            "تطوير موقع",
            "تصميم الصفحات",
            "يشمل التعديلات",
        ),
        *("ساعة", "ضريبة", "البنك الأهلي", "شكرا لثقتكم", "الدفع خلال شهر"),
    ),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.language)
def test_every_field_is_read_back_in_order(
    sample: Sample, make: Callable[..., DocumentData], draw: Callable[[DocumentData], bytes]
) -> None:
    data = make(
        currency="EUR",
        number="A-7",
        language=sample.language,
        locale=sample.region,
        title=sample.title,
        from_rows=(Row("", sample.seller, "company"),),
        to_rows=(Row("", sample.buyer, "name"), Row("", sample.address, "address_line")),
        lines=(
            LineData(
                sample.item, Decimal(3), Decimal(50), Decimal(150), description=sample.description, unit=sample.unit
            ),
        ),
        subtotal=Decimal(150),
        taxes=(TaxLineData(sample.tax, Decimal(10), Decimal(150), Decimal(15)),),
        total=Decimal(165),
        amount_due=Decimal(165),
        payment_rows=(Row("", sample.bank, "bank_name"), Row("IBAN", "DE89370400440532013000", "iban")),
        notes=sample.notes,
        terms=sample.terms,
    )

    text = " ".join(PdfReader(io.BytesIO(draw(data))).pages[0].extract_text().split())

    in_order = (sample.seller, sample.buyer, sample.address, sample.title, sample.item, sample.description)
    after = ("DE89 3704 0044 0532 0130 00", sample.notes, sample.terms)
    places = [text.find(words) for words in (*in_order, *after)]
    assert -1 not in places, text
    assert places == sorted(places)
    for words in (sample.unit, sample.tax, sample.bank, "A-7", "150", "165"):
        assert words in text
