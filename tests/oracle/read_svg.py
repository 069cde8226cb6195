"""What an XML parser reads in SVG images.

In:  a JSON list of the texts of images.
Out: for each: its title and description, its size, how many notices it has, the
     texts that it shows, and the least and greatest abscissa of its shapes.
"""

import json
import math
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def abscissas(element):
    """Every x that a shape reaches."""
    number = lambda name: float(element.get(name, "0"))
    if element.tag == SVG + "rect":
        yield from (number("x"), number("x") + number("width"))
    elif element.tag == SVG + "line":
        yield from (number("x1"), number("x2"))
    elif element.tag == SVG + "text":
        yield number("x")
    elif element.tag == SVG + "path":
        x, height, dx, dy = map(float, re.fullmatch(r"M(\S+) \S+?v(\S+)l(\S+) (\S+)z", element.get("d")).groups())
        yield from (x, x + dx)


def read(text):
    root = tree.fromstring(text)
    assert root.tag == SVG + "svg" and root.get("role") == "img", root.attrib
    every = [x for element in root.iter() for x in abscissas(element)]
    assert all(map(math.isfinite, every)), every
    return {
        "title": root.findtext(SVG + "title"),
        "description": root.findtext(SVG + "desc"),
        "size": [int(root.get("width")), int(root.get("height"))],
        "notices": len(root.findall(SVG + "g")),
        "texts": ["".join(element.itertext()) for element in root.iter(SVG + "text")],
        "reach": [min(every), max(every)],
    }


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
