"""LDIF: folded, in base64, with options, changes, addresses; and the names by which entries name each other."""

from __future__ import annotations

import base64

import pytest

from orgrules.errors import SourceError
from orgrules.tables.asked import Asked, Limits
from orgrules.tables.columns import find_columns
from orgrules.tables.distinguished_names import name_of, values_of
from orgrules.tables.ldif import read
from orgrules.tables.read import sheets_of
from orgrules.tables.sheet import Sheet
from tests.tables.directories import column, notes, place, real, records, survives, unreadable

# as ldap3 2.9 writes the answer of a server: names that are not ASCII in base64, lines folded, classes in any order
WRITTEN_BY_LDAP3 = """\
version: 1
dn:: Q0495p2O6Zu3LE9VPemUgOWUrumDqCxEQz1leGFtcGxlLERDPWNvbQ==
objectClass: organizationalPerson
objectClass: top
objectClass: person
objectClass: user
cn:: 5p2O6Zu3
sAMAccountName: li.lei
title:: 5oC757uP55CG
department:: 6ZSA5ZSu6YOo
userAccountControl: 512
objectGUID:: AQL//gEC//4BAv/+AQL//g==

dn:: Q049SGFuXCwgTWVpbWVpLE9VPemUgOWUrumDqCxEQz1leGFtcGxlLERDPWNvbQ==
objectClass: organizationalPerson
objectClass: user
sAMAccountName: han
title: Sales Manager with a long title that makes the writer fold its line som
 ewhere
department:: 6ZSA5ZSu6YOo
manager:: Q0495p2O6Zu3LE9VPemUgOWUrumDqCxEQz1leGFtcGxlLERDPWNvbQ==
userAccountControl: 512

dn:: Q049T2xkLE9VPemUgOWUrumDqCxEQz1leGFtcGxlLERDPWNvbQ==
objectClass: user
manager:: Q049SGFuXDJDIE1laW1laSxvdT3plIDllK7pg6gsZGM9RXhhbXBsZSxkYz1jb20=
userAccountControl: 514

# total number of entries: 3
"""


def sheets(text: str | bytes, encoding: str | None = None) -> list[Sheet]:
    return read(text.encode() if isinstance(text, str) else text, "x.ldif", Asked(encoding=encoding))


def entry(name: str, *lines: str) -> str:
    """One person."""
    return "\n".join((f"dn: {name}", "objectClass: person", *lines)) + "\n\n"


def test_persons_of_a_directory_with_their_managers_as_these_are_named() -> None:
    (sheet,) = found = sheets(WRITTEN_BY_LDAP3)
    assert unreadable(found) == []
    assert (sheet.kind, sheet.about, list(sheet.lines)) == ("ldif", "people", [2, 14, 24])
    han = "CN=Han\\, Meimei,OU=销售部,DC=example,DC=com"
    assert column(sheet, "dn") == ["CN=李雷,OU=销售部,DC=example,DC=com", han, "CN=Old,OU=销售部,DC=example,DC=com"]
    # written Han\2C Meimei, ou, dc=Example by its subordinate
    assert column(sheet, "manager") == [None, "CN=李雷,OU=销售部,DC=example,DC=com", han]
    assert column(sheet, "accountEnabled") == ["true", "true", "false"]
    assert column(sheet, "title")[:2] == [
        "总经理",
        "Sales Manager with a long title that makes the writer fold its line somewhere",
    ]
    assert place(sheet, 1, "title") == (18, 8)
    assert place(sheet, 1, "manager") == (21, 11)
    assert place(sheet, 0, "manager") == (2, 6)  # it has none: its name
    assert notes(found) == ["x.ldif:12:14: values that are no texts are left out: objectGUID"]
    meanings = {meaning: columns[0].name for meaning, columns in find_columns(sheet, Asked()).by_meaning.items()}
    assert meanings == {
        "dn": "dn",
        "holder": "cn",
        "login": "sAMAccountName",
        "title": "title",
        "unit": "department",
        "status": "accountEnabled",
        "reports_to": "manager",
    }


@pytest.mark.parametrize(
    "text",
    [
        entry("uid=1,o=x", "title: A"),
        "version: 1\n" + entry("uid=1,o=x", "title: A"),
        "version: 1\n\n" + entry("uid=1,o=x", "title: A"),
        "\ufeffversion: 1\n\n" + entry("uid=1,o=x", "title: A"),
        "# extended LDIF\n#\n# base <o=x> with\n  scope\n\n" + entry("uid=1,o=x", "title: A"),
        entry("uid=1,o=x", "title: A") + "# search result\nsearch: 2\nresult: 0 Success\n\n# numResponses: 2\n",
        entry("uid=1,o=x", "TITLE: A").replace("\n", "\r\n"),
        entry("uid=1,o=x", "title: A").replace("dn:", "DN:").replace("objectClass", "OBJECTCLASS"),
        "\n \t\n" + entry("uid=1,o=x", "title: A", "   "),
        entry("uid=1,", "title: A").replace("uid=1,", "uid=1,\n o=x"),
        entry("uid=1,o=x", "title: A").rstrip("\n"),
        "dn: uid=1,o=x\ncontrol: 1.2.3 true\nchangetype: add\nobjectClass: person\ntitle: A\n",  # what ldifde exports
        "dn: uid=1,o=x\ntitle: A\nuid: 1\n",  # the classes were not asked for
        "dn:\nobjectClass: OpenLDAProotDSE\n\n" + entry("uid=1,o=x", "title: A"),  # the server's own entry
        "dn: uid=1,o=x\nobjectClass: person\ntitle:A\nuserPassword:: 8J+YgA==\n",
    ],
)
def test_every_way_in_which_tools_write_one_entry(text: str) -> None:
    for content in (text.encode(), text.removeprefix("\ufeff").encode("utf-16")):
        (sheet,) = found = sheets(content)
        assert unreadable(found) == notes(found) == []
        assert [(row["dn"], row.get("title", row.get("TITLE"))) for row in records(sheet)] == [("uid=1,o=x", "A")]


def test_several_values_and_options() -> None:
    (sheet,) = sheets(
        entry(
            "cn=B,ou=People,o=x", "cn: Bee", "cn: B", "ou: Accounting", "ou: people", "title;lang-zh: 经理", "mail: a", "mail: b"
        )
    )
    assert records(sheet) == [
        {
            "dn": "cn=B,ou=People,o=x",
            "objectClass": "person",
            "cn": "B",  # of its spellings the one by which it is named
            "ou": "Accounting",  # the branch in which it stands is no department
            "title;lang-zh": "经理",
            "mail": "a\nb",
            "title": "经理",  # where no title without a language stands
        }
    ]
    assert place(sheet, 0, "ou") == (5, 5)


def test_the_only_unit_is_kept_even_where_it_is_the_branch() -> None:
    (sheet,) = found = sheets(entry("cn=B,ou=Sales,o=x", "ou: Sales"))
    assert column(sheet, "ou") == ["Sales"]
    assert notes(found) == []


def test_entries_that_are_no_persons_are_told() -> None:
    text = (
        entry("cn=a,o=x")
        + "dn: ou=People,o=x\nobjectClass: top\nobjectClass: organizationalUnit\n\n"
        + "dn: cn=pc,o=x\nobjectClass: top\nobjectClass: user\nobjectClass: computer\n"
    )
    (sheet,) = found = sheets(text)
    assert column(sheet, "dn") == ["cn=a,o=x"]
    assert notes(found) == ["x.ldif:4:5: 2 entries are no persons and are left out (organizationalUnit, computer)"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["title:< file:///etc/passwd"], 'x.ldif:3:9: the value of "title" stands elsewhere, and addresses are not followed'),
        (["title:: %%%"], 'x.ldif:3:9: the value of "title" is no base64'),
        (["junk"], 'x.ldif:3:1: a line is "name: value" or continues one after a blank; found "junk"'),
        (["title:: /9j/"], "x.ldif:3:9: a value is no UTF-8 text and is not read; try --encoding"),
        (["changetype: modify", "replace: title", "title: x", "-"], 'x.ldif:1:5: a change record ("changetype: modify")'),
        (["changetype: delete"], 'x.ldif:1:5: a change record ("changetype: delete")'),
        (["", "title: x", "mail: y"], 'x.ldif:4:1: an entry begins with its name, "dn: ..."'),
    ],
)
def test_what_cannot_be_read_is_named_and_the_other_entries_are_read(lines: list[str], said: str) -> None:
    (sheet,) = found = sheets(entry("cn=a,o=x", *lines) + entry("cn=b,o=x", "title: B"))
    (problem,) = unreadable(found)
    assert problem.startswith(said)
    assert records(sheet)[-1] == {"dn": "cn=b,o=x", "objectClass": "person", "title": "B"}


def test_other_encodings() -> None:
    text = entry("cn=a,o=x", "title: 总经理", "description: 一") + entry("cn=b,o=x", "title: 经理")
    (sheet,) = found = sheets(text.encode("gb18030"))
    assert notes(found) == ["x.ldif:1:1: not UTF-8 text; read as GB18030 (--encoding says another)"]
    assert column(sheet, "title") == ["总经理", "经理"]
    assert column(sheet, "description") == ["一", None]  # its bytes are a letter in UTF-8
    (sheet,) = found = sheets(entry("cn=a,o=x", "title: 總經理").encode("big5"), "big5")
    assert unreadable(found) == notes(found) == []
    assert column(sheet, "title") == ["總經理"]
    found = sheets(entry("cn=a,o=x", "title: Geschäftsführer", "l: Köln").encode("latin-1"))
    assert unreadable(found) == [
        "x.ldif:3:8: 2 values are no UTF-8 text and are not read, here is the first; try --encoding latin-1"
    ]
    with pytest.raises(SourceError, match="unknown encoding"):
        sheets(text, "klingon")


def test_an_incomplete_search_is_told() -> None:
    text = entry("cn=a,o=x") + "search: 2\nresult: 4 Size limit exceeded\n\nref: ldap://other/o=y\n\nversion: 2\n"
    assert [note.split(": ", 1)[1] for note in notes(sheets(text))] == [
        'the search ended with "4 Size limit exceeded": entries are missing here',
        "entries of another server are missing here: ldap://other/o=y",
        "version 2 of LDIF; it is read as version 1",
    ]


def test_a_locked_account_of_389() -> None:
    (sheet,) = sheets(entry("cn=a,o=x", "nsAccountLock: TRUE") + entry("cn=b,o=x", "nsAccountLock: false") + entry("cn=c,o=x"))
    assert column(sheet, "accountEnabled") == ["false", "true", None]


def test_a_break_in_a_value_is_no_second_value() -> None:
    value = base64.b64encode(b"Head of\nSales").decode()
    assert column(sheets(entry("cn=a,o=x", f"title:: {value}"))[0], "title") == ["Head of Sales"]


def test_limits_hold() -> None:
    with pytest.raises(SourceError, match="at most 10 are read"):
        sheets_of(b"dn: cn=a,o=x\n", "x.ldif", Asked(limits=Limits(bytes=10)))
    with pytest.raises(SourceError, match="more than 1 rows"):
        read((entry("cn=a,o=x") + entry("cn=b,o=x")).encode(), "x.ldif", Asked(limits=Limits(rows=1)))


def test_a_real_directory() -> None:
    (sheet,) = found = sheets(real("real/directory-manager.ldif"))
    assert unreadable(found) == []
    names = column(sheet, "dn")
    managers = column(sheet, "manager")
    assert len(names) == len(set(names)) == 150
    assert sum(manager in names for manager in managers) == 149
    assert managers.count(None) == 1
    assert "title" not in (sheet.names or ())
    assert all(unit and "\n" not in unit for unit in column(sheet, "ou"))


def test_broken_bytes_end_in_words() -> None:
    survives(lambda content: read(content, "x.ldif"), WRITTEN_BY_LDAP3.encode())


SAME = [
    ("uid=u005, ou=People, dc=example,dc=com", "UID=U005,OU=people,DC=EXAMPLE,dc=com"),
    (r"cn=Li\, Lei,o=x", r"cn=Li\2C Lei,o=x"),
    (r"cn=Li\, Lei,o=x", '2.5.4.3="Li, Lei" ; O=X'),
    (r"cn=\E6\9D\8E,o=x", "commonName=李,o=x"),
    ("cn=a+uid=1,o=x", "UID=1 + CN=A,o=x"),
    ("cn=a  b,o=x", "cn=Ａ B,o=x"),
    (r"cn=a\ ,o=x", "cn=a,o=x"),
    ("cn=a=b,o=x", r"cn=a\3db,o=x"),
    ("cn=,o=x", "cn= ,o=x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert name_of(one) is not None
    assert name_of(one) == name_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("cn=a,o=x", "cn=a,o=y"), ("cn=a,o=x", "o=x,cn=a"), (r"cn=a\,o=x", "cn=a,o=x"), ("cn=a,o=x", "uid=a,o=x")]
)
def test_different_names_differ(one: str, other: str) -> None:
    assert name_of(one) != name_of(other)


@pytest.mark.parametrize("text", ["", "li.lei", "li@example.com", "cn=a,", ",", "=a", "cn", 'cn="a,o=x'])
def test_other_texts_are_no_names(text: str) -> None:
    assert name_of(text) is None


def test_values_among_the_parts_of_a_name() -> None:
    assert values_of(r"cn=x,ou=A\, B,OU=People, 2.5.4.11=c,dc=x", "ou") == ["A, B", "People", "c"]
