"""Workbooks of every kind as sheets of texts, by what they are, whatever they are called.

One module a format; ``grid`` gathers the cells of a sheet and says what a person sees that no cell says.
"""

from __future__ import annotations

from orgrules.files.package import Package
from orgrules.locale import _
from orgrules.tables.asked import Asked
from orgrules.tables.limits import Budget, refuse
from orgrules.tables.sheet import Sheet
from orgrules.tables.workbook import ods, xls, xlsb, xlsx, xml_2003
from orgrules.tables.workbook.grid import Reading
from orgrules.tables.workbook.ole import SIGNATURE
from orgrules.tables.workbook.ooxml import main_part
from orgrules.tables.workbook.package import opened

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
#: How far into a file of XML it is looked what it is, in bytes: LibreOffice declares its namespaces first.
_HEAD = 8192
# the first record of an .xls without its OLE container: BIFF 2, 3, 4 and 5
_BARE_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")


def is_workbook(content: bytes) -> bool:
    """Whether a file is read here, by how it begins: it may turn out to be a document of another program, and that is said."""
    return content.startswith((_ZIP, _EMPTY_ZIP, SIGNATURE, *_BARE_XLS)) or _is_xml(content)


def read(content: bytes, path: str, asked: Asked = Asked()) -> list[Sheet]:  # noqa: B008 - frozen
    """All sheets of a workbook, those without cells too, in their order.

    Formulas are never computed and links never followed: a cell is what the program that wrote it showed last. The encoding
    that is asked for is that of an .xls from before Excel 97 which states a wrong one.

    Raises:
        SourceError: for what is no workbook, is damaged, protected by a password, or larger than the limits allow.
    """
    budget = Budget(path, asked.limits)
    reading = Reading(path, "", budget, asked.leave_out_hidden)
    if content.startswith((_ZIP, _EMPTY_ZIP)):
        return _read_package(opened(content, path, asked.limits.bytes), reading)
    if content.startswith((SIGNATURE, *_BARE_XLS)):
        return xls.read(content, reading._replace(kind="xls"), asked.encoding)
    if _is_xml(content):
        if xml_2003.is_xml_2003(content[:_HEAD]):
            return xml_2003.read(content, reading._replace(kind="xml"))
        return ods.read_content([content], reading._replace(kind="fods"))
    return refuse(path, _("this is no workbook"))


def _is_xml(content: bytes) -> bool:
    """Whether a file is a workbook in one piece of XML, in UTF-8 or an encoding that its first line states."""
    head = content[:_HEAD]
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    return begins and (b"opendocument.spreadsheet" in head or xml_2003.is_xml_2003(head))


def _read_package(package: Package, reading: Reading) -> list[Sheet]:
    main = main_part(package)
    if main is not None and main.endswith(".bin"):
        return xlsb.read(package, main, reading._replace(kind="xlsb"))
    if main is not None:
        kind = "xlsm" if b"macroEnabled" in package.read("[Content_Types].xml") else "xlsx"
        return xlsx.read(package, main, reading._replace(kind=kind))
    if package.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return ods.read(package, reading._replace(kind="ods"))
    return refuse(package.path, _no_workbook(package))


def _no_workbook(package: Package) -> str:
    """What a zip file is that holds no workbook."""
    if "word/document.xml" in package:
        return _("this is a document of Word, no workbook")
    if "ppt/presentation.xml" in package:
        return _("these are slides of PowerPoint, no workbook")
    if any(name.endswith(".iwa") for name in package.names):
        return _("this is a document of Apple's Numbers; export it as Excel (.xlsx) or CSV")
    return _("this is a zip file that holds no workbook; unpack it first")
