"""Chat threads: what is said is read, who says it and when is not."""

import pytest

from app.llm.providers.offline.chats import without_speakers
from tests.llm.offline.conftest import Read

SAID = "invoice Fern Lodge\n5 chairs at £40 each\nand £25 for delivery"
THREADS = {
    "brackets": "[14:02] Bea: {0}\n[14:03] Me: {1}\n[14:06] Bea: {2}",
    "WhatsApp": "[12.03.26, 14:02:11] Bea: {0}\n[12.03.26, 14:03:09] ~ Tom: {1}\n[12.03.26, 14:03:40] Bea: {2}",
    "WhatsApp, exported": "12/03/2026, 14:02 - Bea Holt: {0}\n12/03/2026, 14:03 - Tom: {1}\n12/03/26, 14:04 - Tom: {2}",
    "Slack": "Bea  9:12 AM\n{0}\nTom  9:15 AM\n{1}\nBea  9:16 AM\n{2}",
    "Teams": "Bea Holt, Yesterday at 14:02\n{0}\nTom, Yesterday at 14:03\n{1}\nTom, Today 9:01\n{2}",
    "IRC": "14:02 <bea> {0}\n14:03 <tom_> {1}\n14:04 <bea> {2}",
    "bare": "14:02 Bea: {0}\n14:03 Tom: {1}\n14:04 Bea: {2}",
}


@pytest.mark.parametrize("thread", THREADS.values(), ids=THREADS)
def test_a_thread_reads_as_what_was_said_in_it(draft: Read, thread: str) -> None:
    found = draft(thread.format(*SAID.split("\n")))
    assert [row["value"] for row in found["to_details"]] == ["Fern Lodge"]
    assert [(item["quantity"], item["unit_price"]) for item in found["items"]] == [("5", "40"), ("1", "25")]


@pytest.mark.parametrize(
    "words",
    [
        "Mon 9:00: site visit 2h",
        "09:00 Meeting: 2 h\n11:00 Design: 3 h\nat £50 an hour",
        "Client: Bea Holt\nItem: chair\nPrice: £40\nItem: lamp\nPrice: £20",
        "Mon 8:30\nTue 7:30\nWed 6:00\nat $30 an hour",
        "12/01 08:00-12:00 brackets\n13/01 08:00-15:00 gangway",
        "[14:02] Bea: 5 chairs",
        "bonnet 240\nbrake fluid 12.50\nexhaust 310\nMOT fee 14.85\ncollection 90",
        "Review 2:30\nwith Ann\nTest bench 4:00\nwith Tom\nat 95 USD/h",
    ],
)
def test_logs_and_forms_are_no_threads(words: str) -> None:
    assert without_speakers(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "the siren in block 6 started at 3.15 again, that's 4 times in 2 weeks",
        "seats are 12 euros each for the show, is 2 hours too long for kids?",
        "Has Mara Voss paid invoice 1042 for £380 yet?",
        "Did the £500 from Mara come in?",
        "my rent went up by $200 this year",
        "our electricity bill was £180 last month",
        "Please remind Mara Voss that invoice 33 over £200 is overdue",
        "Delete the invoice for Mara Voss, £300",
        "Can you convert 300 euros to dollars?",
        "Hat Kestrel die Rechnung 1042 über 380 € schon bezahlt?",
        "Meine Miete ist um 80 € gestiegen",
    ],
)
def test_stories_and_questions_with_numbers_order_nothing(draft: Read, words: str) -> None:
    assert draft(words)["items"] == []


@pytest.mark.parametrize(
    "words",
    [
        "mara voss, piano tuning, $90",
        "piano tuning for Mara Voss, 3 hours, 20 an hour",
        "How about you bill Mara Voss £90 for the piano tuning?",
        "Could you do an invoice for Mara Voss? 3 lamps at £40.",
        "Can I get an invoice for Mara Voss, £300 for the roof?",
        "12 shirts at 14.30 for Mara Voss",
    ],
)
def test_orders_need_no_verb_and_may_be_put_as_questions(draft: Read, words: str) -> None:
    assert len(draft(words)["items"]) == 1
