"""Names of enterprises brought to one spelling, to find an enterprise again.

Ledgers write 中国通用技术（集团）控股有限责任公司, 中国通用技术(集团)控股有限责任公司 and
中国通用技术 for the same one.
"""

import re

from .text import normalize_name

_LEGAL_FORM = re.compile(
    r"(?:(?:股份|集团|控股|有限责任|有限|责任|总)+公司|集团|控股|公司"
    r"|,?co\.?,?ltd\.?|corporation|corp\.?|inc\.?|ltd\.?|limited)$"
)
_MIN_CORE = 2


def core(name):
    """Return the normalised name without its legal form: what people recognise it by."""
    text = normalize_name(name)
    while (shorter := _LEGAL_FORM.sub("", text)) != text and len(shorter) >= _MIN_CORE:
        text = shorter
    return text
