"""Normalised keys for names and addresses, so that one thing written two ways meets itself."""

import re
import unicodedata
from difflib import SequenceMatcher

# Everything that is neither letter, digit nor ideograph: spaces, brackets, dots, dashes, quotes.
_NOISE = re.compile(r"[\W_]+")
# Words that people add to or leave off a project's name without meaning another project.
_PROJECT_SUFFIX = re.compile(r"(?:建设)?(?:项目|工程)$")


def normalize_name(text):
    """Full width → half width, lower case, no spaces, brackets or punctuation.

    >>> normalize_name("中国五矿 科技产业园（ＡＢ 一期）")
    '中国五矿科技产业园ab一期'
    """
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return _NOISE.sub("", folded)


def project_key(text):
    """Key of a project's name: :func:`normalize_name` less a closing 项目, 工程, 建设项目.

    >>> project_key("模式动物表型与遗传研究项目") == project_key("模式动物表型与遗传研究")
    True
    """
    name = normalize_name(text)
    return _PROJECT_SUFFIX.sub("", name) or name


def normalize_code(text):
    """Code as it is stored: half width, upper case, no blanks; dashes stay."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).upper()


def similarity(left, right):
    """Share of matching characters of two normalised names, 0 … 1."""
    if not left or not right:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
