"""What each request of InvoiceFlow and InvoUno becomes here, and the test that runs it as their users would.

A row fails when its route is gone, or its test. A row without a test says what it waits for, and fails once its route
is there, so that it gets one.
"""

import importlib
import re
from dataclasses import dataclass

import pytest
from flask import Flask


@dataclass(frozen=True)
class Request:
    """`asked`: method and path there. `here`: method and path here. `test`: module and function below `tests`, or
    `waits_for`: why there is none yet."""

    asked: str
    here: str
    test: str = ""
    waits_for: str = ""

    def __str__(self) -> str:
        return self.asked


_FLOW = "contract.test_invoiceflow_requests::"
_UNO = "contract.test_invouno_requests::"
_TEAMS = "accounts.test_teams::"

INVOICEFLOW = [
    Request("GET /invoices", "GET /invoices", _FLOW + "test_invoices_are_listed_by_status_words_and_pages"),
    Request("POST /invoices", "POST /invoices", _FLOW + "test_an_invoice_for_a_customer_is_made_of_its_items"),
    Request("GET /invoices/{id}", "GET /invoices/<invoice_id>", "contract.test_invobi_requests::test_get_one_invoice"),
    Request(
        "PUT /invoices/{id}",
        "PATCH /invoices/<invoice_id>",
        _FLOW + "test_a_draft_is_changed_and_what_was_issued_is_not",
    ),
    Request(
        "DELETE /invoices/{id}",
        "DELETE /invoices/<invoice_id>",
        "documents.test_invoice_life::test_a_paid_invoice_is_neither_voided_nor_deleted",
    ),
    Request(
        "POST /invoices/{id}/send-email",
        "POST /invoices/<invoice_id>/send",
        waits_for="mail: the PDF goes to the customer's address; until then mark-sent notes what went another way",
    ),
    Request(
        "POST /invoices/{id}/send-payment-link",
        "POST /invoices/<invoice_id>/payment-link",
        waits_for="payments by vendors: a link of the team's own vendor, which marks the invoice paid",
    ),
    Request("GET /customers", "GET /customers", _FLOW + "test_customers_are_listed_with_what_they_were_invoiced"),
    Request("POST /customers", "POST /customers", _FLOW + "test_a_customer_is_made_changed_and_shown_with_its_account"),
    Request(
        "GET /customers/{id}",
        "GET /customers/<customer_id>",
        _FLOW + "test_a_customer_is_made_changed_and_shown_with_its_account",
    ),
    Request(
        "PUT /customers/{id}",
        "PATCH /customers/<customer_id>",
        _FLOW + "test_a_customer_is_made_changed_and_shown_with_its_account",
    ),
    Request(
        "DELETE /customers/{id}",
        "DELETE /customers/<customer_id>",
        "customers.test_customers::test_a_customer_with_unpaid_invoices_is_not_deleted_and_documents_stay",
    ),
    Request("GET /products", "GET /products", _FLOW + "test_products_are_made_filtered_and_shown"),
    Request("POST /products", "POST /products", _FLOW + "test_products_are_made_filtered_and_shown"),
    Request("GET /products/{id}", "GET /products/<product_id>", _FLOW + "test_products_are_made_filtered_and_shown"),
    Request("PUT /products/{id}", "PATCH /products/<product_id>", _FLOW + "test_a_product_is_changed_and_deleted"),
    Request("DELETE /products/{id}", "DELETE /products/<product_id>", _FLOW + "test_a_product_is_changed_and_deleted"),
    Request(
        "POST /products/{id}/adjust-stock",
        "POST /products/<product_id>/adjust-stock",
        _FLOW + "test_stock_goes_down_for_a_reason",
    ),
    Request(
        "GET /estimates",
        "GET /estimates",
        _FLOW + "test_estimates_are_made_shown_and_listed_by_status_and_words",
    ),
    Request(
        "POST /estimates",
        "POST /estimates",
        _FLOW + "test_estimates_are_made_shown_and_listed_by_status_and_words",
    ),
    Request(
        "GET /estimates/{id}",
        "GET /estimates/<estimate_id>",
        _FLOW + "test_estimates_are_made_shown_and_listed_by_status_and_words",
    ),
    Request(
        "POST /estimates/{id}/convert-to-invoice",
        "POST /estimates/<estimate_id>/convert-to-invoice",
        "documents.test_offers::test_an_estimate_becomes_an_invoice_of_today",
    ),
    Request("GET /teams", "GET /teams", _TEAMS + "test_the_list_tells_role_current_default_and_plan"),
    Request(
        "GET /teams/current",
        "GET /teams/current",
        _TEAMS + "test_a_new_team_has_its_maker_as_owner_and_starts_empty",
    ),
    Request(
        "POST /teams/switch",
        "POST /teams/switch",
        _TEAMS + "test_switch_changes_the_default_and_not_what_the_token_means",
    ),
    # What holds of every request there: the errors and the headers.
    Request("a body that is not valid", "POST /customers", _FLOW + "test_an_error_names_each_field"),
    Request(
        "the headers of the rate limit",
        "GET /invoices",
        "contract.test_error_shape_and_headers::test_200_and_201_carry_the_headers",
    ),
]

INVOUNO = [
    Request("GET /documents", "GET /documents", _UNO + "test_documents_are_listed_by_type_status_and_page"),
    Request("POST /documents", "POST /documents", _UNO + "test_a_document_of_two_items_with_a_tax_and_a_design"),
    Request(
        "GET /documents/:id",
        "GET /documents/<document_id>",
        _UNO + "test_a_document_of_two_items_with_a_tax_and_a_design",
    ),
    Request(
        "PUT /documents/:id",
        "PATCH /documents/<document_id>",
        _UNO + "test_notes_are_changed_and_then_it_counts_as_sent",
    ),
    Request(
        "PUT /documents/:id with a status",
        "POST /documents/<document_id>/mark-sent",
        _UNO + "test_a_status_is_no_field_that_can_be_written",
    ),
    Request("DELETE /documents/:id", "DELETE /documents/<document_id>", _UNO + "test_a_draft_is_deleted_for_good"),
    Request(
        "GET /documents/:id/pdf", "GET /documents/<document_id>/pdf", _UNO + "test_a_document_is_downloaded_as_pdf"
    ),
    Request("GET /clients", "GET /customers", _UNO + "test_a_client_is_made_with_the_name_of_its_country_and_listed"),
    Request("POST /clients", "POST /customers", _UNO + "test_a_client_is_made_with_the_name_of_its_country_and_listed"),
    Request(
        "GET /clients/:id",
        "GET /customers/<customer_id>",
        _UNO + "test_a_client_is_made_with_the_name_of_its_country_and_listed",
    ),
    Request(
        "PUT /clients/:id",
        "PATCH /customers/<customer_id>",
        _UNO + "test_a_client_is_made_with_the_name_of_its_country_and_listed",
    ),
    Request(
        "DELETE /clients/:id", "DELETE /customers/<customer_id>", _UNO + "test_a_client_goes_and_its_documents_stay"
    ),
    Request("GET /usage", "GET /usage", "usage.test_limits::test_usage_tells_limit_and_remaining"),
    Request("GET /templates", "GET /templates", _UNO + "test_each_design_is_listed_under_its_name_and_can_be_used"),
    # What holds of every request there.
    Request("a body that is not valid", "POST /documents", _UNO + "test_a_missing_type_is_named"),
    Request(
        "a token that none is",
        "GET /invoices",
        "contract.test_error_shape_and_headers::test_401_says_the_documented_sentence",
    ),
    Request("too many requests", "GET /invoices", "contract.test_rate_limit::test_429_says_when_to_come_back"),
]

ROWS = [
    pytest.param(row, id=f"{name}: {row}")
    for name, rows in (("InvoiceFlow", INVOICEFLOW), ("InvoUno", INVOUNO))
    for row in rows
]


@pytest.fixture(scope="module")
def routes(apps: dict[str, Flask]) -> set[str]:
    """Every method and path of the API, below its base path."""
    return {
        f"{method} {rule.rule.removeprefix('/api/v1')}"
        for rule in apps["sqlite"].url_map.iter_rules()
        for method in rule.methods or ()
    }


@pytest.mark.parametrize("row", ROWS)
def test_a_request_has_a_route_and_a_test_that_runs_it(row: Request, routes: set[str]) -> None:
    assert bool(row.test) != bool(row.waits_for), "Name the test that runs it, or what it waits for."
    assert (row.here in routes) == bool(row.test)
    if row.test:
        module, _, function = row.test.partition("::")
        assert callable(getattr(importlib.import_module(f"tests.{module}"), function, None))


def test_no_request_stands_in_the_tables_twice() -> None:
    for rows in (INVOICEFLOW, INVOUNO):
        asked = [row.asked for row in rows]
        assert len(set(asked)) == len(asked)
        assert all(re.fullmatch(r"[A-Z]+ /[\w/<>-]+", row.here) for row in rows)
