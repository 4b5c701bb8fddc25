"""What scrapers leave around a report: no speaker, no quotation, and every place stays."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from tracker.language.quoting.attributions import attributions
from tracker.language.quoting.scraped import blanked, is_scraped

WORDS = "The border stays open for all of us,"
SAID = f"“{WORDS}” Norway's foreign minister Ada Orlen said on Monday."


@pytest.mark.parametrize(
    "line",
    [
        "Also read: Minister says “we condemn the raid”",
        "READ MORE | Army says ten were killed in Velm",
        "Related: Norway condemns the attack",
        "À lire aussi : Le ministre affirme que la frontière reste ouverte",
        "Lea también: El ministro dijo que condena el ataque",
        "Lesen Sie auch: Minister sagt Reise ab",
        "Читайте также: Министр заявил протест",
        "اقرأ أيضا: الوزير يدين الهجوم",
        "مزید پڑھیں: وزیر نے مذمت کی",
        "相关阅读：外交部发言人表示谴责",
        "责任编辑：李某",
        "A view shows a burnt bus near Velm, officials said, March 10, 2031. — Reuters",
        "In this file photo, Norway's minister says goodbye to troops.",
        "Soldiers stand guard at a checkpoint, as the army said on Monday. File photo",
        "Photo: Reuters/Ada Orlen",
        "Ada Orlen/Getty Images",
        "Norway's minister says “farewell” in Velm, March 10, 2031. (AP Photo/Tom Hask)",
        "— X/@norwaymfa",
        "— Foreign Ministry of Norway (@norwaymfa) March 10, 2031",
        "pic.twitter.com/Ab3dEf9hIj",
        "https://t.co/Ab3dEf9hIj",
        "Share | Facebook | Twitter | WhatsApp",
        "Share this on X",
        "12 Comments",
        "Comments (3)",
        "Tags: Norway, Velm, terrorism",
        "Follow us on Facebook and X for what ministers say",
        "Sign up for our newsletter, the editor says",
        "We use cookies to improve what you read",
        "14:05 GMT",
        "10.32am BST",
        "2h ago",
        "5 min read",
        "Advertisement",
        "© 2031 Velm Post. All rights reserved.",
        "— With additional input from AFP",
        "(With inputs from agencies)",
        "Reporting by Ada Orlen; Editing by Tom Hask",
        "Published in Velm Post, March 11th, 2031",
        "By Web Desk",
        "list of 4 items",
    ],
)
def test_what_only_surrounds_a_report_is_read_as_nothing(line: str):
    assert is_scraped(line)
    text = f"{line}\n\n{SAID}"
    assert len(blanked(text)) == len(text)
    (one,) = attributions(text)
    assert one.content == text[one.start : one.end] == WORDS


@pytest.mark.parametrize(
    "line",
    [
        SAID,
        "“Read the report,” he said.",
        "Follow the rules, the minister told reporters.",
        "The photographs show that the army was there, he said.",
        "In this picture, “we are all losers”, she said.",
        "Join the talks or leave them, Norway told both sides.",
        "More on trade: Norway would welcome talks, the minister told reporters.",
        "Watching the border is an army's duty, General Hask said.",
        "The two sides shared their views.",
        "Tom Hask was a reporter for Velm Post before he joined the ministry, which said that he is free.",
        "Copying one another, both ministries condemned the raid.",
    ],
)
def test_a_report_s_own_lines_are_kept(line: str):
    text = f"{line}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{SAID}"
    assert blanked(text) == text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("The raid killed six, police said. —Reuters", "The raid killed six, police said."),
        ("The raid killed six, police said. PTI ABC DEF", "The raid killed six, police said."),
        ("“We mourn with you,” it wrote. pic.twitter.com/Ab3dEf9hIj", "“We mourn with you,” it wrote."),
    ],
)
def test_a_sign_off_goes_and_its_line_stays(line: str, kept: str):
    assert blanked(line) == kept.ljust(len(line))


def test_who_wrote_the_article_is_told_in_its_last_lines_only():
    writer = "Ada Orlen is a senior correspondent based in Velm."
    assert writer not in blanked(f"{SAID}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{writer}")
    assert writer in blanked(f"{writer}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{SAID}\n\n{SAID}")


@given(st.text(alphabet=st.sampled_from(list("AP—/ \n@(x)Rétuers.“图")), max_size=80))
def test_the_length_never_changes_and_lines_stay_lines(text: str):
    read = blanked(text)
    assert len(read) == len(text)
    assert all(old == new or new in " \n" for old, new in zip(text, read, strict=True))
