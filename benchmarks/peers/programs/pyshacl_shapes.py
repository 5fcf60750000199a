"""The thirteen rules as SHACL shapes, validated by pySHACL: ``python pyshacl_shapes.py positions.ttl``."""

import sys
from pathlib import Path

import pyshacl
from rdflib import Graph
from rdflib.namespace import SH

ORG = "urn:org:"

shapes = Graph().parse(Path(__file__).with_name("shapes.ttl"))
data = Graph().parse(sys.argv[1])
_conforms, report, _text = pyshacl.validate(data, shacl_graph=shapes)
# a result of a property names the property's shape, which has no name; the shape it stands in has one
owners = {part: shape for shape, part in shapes.subject_objects(SH.property)}
for result in report.subjects(SH.focusNode):
    shape = report.value(result, SH.sourceShape)
    rule = owners.get(shape, shape).removeprefix(ORG)
    focus = report.value(result, SH.focusNode).removeprefix(ORG)
    print(*(("r10", "*") if rule == "r10-none" else (rule, focus)))
