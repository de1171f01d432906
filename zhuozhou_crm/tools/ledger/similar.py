"""Names of enterprises that may mean the same one, so that a person has to look.

Most enterprises of one trade differ in one or two characters (示例天远科技, 示例卓远科技): asking about
all of those would make nobody read the questions. Asked about is only

* the same name but for its legal form (有限公司, 股份有限公司, or none),
* one name inside the other (中国钢研 in 中国钢研科技集团有限公司),
* a long name with one character in ten wrong, or one that differs in 市, 省, 县.
"""

import re
from collections import defaultdict

from ..company_name import core
from ..text import similarity

SHORTEST_PART = 3
TYPING_ERROR = 0.9
GRAM = 3
_SEVERAL = re.compile(r"[、,，;；/和与]|(?<=公司)\s+")
_ENDING = re.compile(
    r"(?:公司|集团|研究院|研究所|大学|学院|医院|银行|厂|合作社|协会|基金)(?:[(（].*[)）])?$"
)
_PLACE = re.compile(r"[省市区县]")


def is_doubtful(one, other):
    """Tell whether two names, without their legal forms, may mean the same enterprise."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= SHORTEST_PART and short in long:
        return True
    if _PLACE.sub("", one) == _PLACE.sub("", other):
        return True
    return may_reach(short, long, TYPING_ERROR) and similarity(one, other) >= TYPING_ERROR


def split_enterprises(text):
    """The enterprises that one cell names: 甲有限公司、乙集团. Empty for a cell that names one."""
    parts = [part.strip() for part in _SEVERAL.split(text or "") if part.strip()]
    return parts if len(parts) > 1 and all(map(_ENDING.search, parts)) else []


def may_reach(one, other, share):
    """Whether :func:`similarity` can reach a share at all: told by the characters alone, whatever
    their order, at a tenth of the cost."""
    common = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    return 2 * common >= share * (len(one) + len(other))


def find_candidates(wanted, known):
    """Pairs of names that share characters, for a database without ``pg_trgm``.

    :param wanted: set of cores
    :param dict known: ``{id: core}``
    :return: ``{core: [id]}``
    """
    by_gram = defaultdict(set)
    for name in wanted:
        for gram in _grams(name):
            by_gram[gram].add(name)
    found = defaultdict(list)
    for record_id, name in known.items():
        near = {other for gram in _grams(name) for other in by_gram.get(gram, ())}
        for other in near:
            found[other].append(record_id)
    return found


def find_prefixes(names):
    """Names that begin with another one of the list: ``{longer: shorter}``, by their cores."""
    ordered = sorted((core(name), name) for name in names)
    found, stem, stem_name = {}, "", ""
    for key, name in ordered:
        if stem and len(stem) >= SHORTEST_PART and key != stem and key.startswith(stem):
            found[name] = stem_name
        else:
            stem, stem_name = key, name
    return found


def _grams(name):
    if len(name) < GRAM:
        return {name}
    return {name[start : start + GRAM] for start in range(len(name) - GRAM + 1)}
