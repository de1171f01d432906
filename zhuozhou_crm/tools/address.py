"""What an address text says about its place: Beijing or not, and which district.

People write addresses with and without province, city and district, so a text is read from its
start: what stands first decides. 河北省…北京路 is in Hebei, 北京路12号 says nothing, 北京中关村 is in
Beijing.
"""

import re
import unicodedata

BEIJING_DISTRICTS = (
    "东城 西城 朝阳 海淀 丰台 石景山 门头沟 房山 通州 顺义 昌平 大兴 怀柔 平谷 密云 延庆"
).split()

_DISTRICT_NAMES = "|".join(BEIJING_DISTRICTS)
_COUNTRY = re.compile(r"^(?:\d{6})?(?:中华人民共和国|中国)?(?:\d{6})?")
# 北京 as the name of a street (北京路, 北京东路, 北京大道) or a market is no place in Beijing.
_BEIJING = re.compile(
    r"^北京(?:市(?!场)|(?![东西南北中]?[一二三四五六七八九十]?(?:路|街|大街|大道|道|巷|弄)|市场))"
)
_BEIJING_DISTRICT = re.compile(
    rf"^(?:{_DISTRICT_NAMES})(?:区|县|$)|^(?:北京)?经济技术开发区$|^亦庄"
)
_BEIJING_LATIN = re.compile(
    r"\bbeijing(?: municipality| city)?\s*(?:$|[,.;]|\d{6}|p\.?\s?r|china)"
)
_OTHER_PROVINCE = re.compile(
    r"^(?:[^省市区县]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(?:天津|上海|重庆)市?"
    r"|香港|澳门|台湾)"
)
_CITY = re.compile(r"^[^省市区县]{2,7}(?:市|自治州|地区|盟)")
_DISTRICT = re.compile(r"^([^省市区县旗]{1,8}?(?:自治县|新区|区|县|旗|市))(?!场|政)")
_NO_DISTRICT = re.compile(r"(?:小|社|园|厂|校|院|库|街|住宅|办公|生活)区$")


def is_beijing(*texts):
    """Tell whether the first of ``texts`` (city, street lines, district) that names a place names
    Beijing. A district of Beijing without its city counts: a neighbour writes 海淀区…"""
    for text in texts:
        verdict = _is_beijing(text or "")
        if verdict is not None:
            return verdict
    return False


def district(*texts):
    """Return the district, county or county-level city that the first telling text names."""
    for text in texts:
        if found := _district(_normalise(text or "")):
            return found
    return ""


def _is_beijing(text):
    """Return True or False when the start of the text names a place, else None."""
    if text.isascii():
        return True if _BEIJING_LATIN.search(text.lower()) else None
    text = _normalise(text)
    if _BEIJING.match(text) or _BEIJING_DISTRICT.match(text):
        return True
    if _OTHER_PROVINCE.match(text) or _CITY.match(text) or _DISTRICT.match(text):
        return False
    return None


def _normalise(text):
    text = re.sub(r"[\s,，、]+", "", unicodedata.normalize("NFKC", text))
    return _COUNTRY.sub("", text, count=1)


def _district(text):
    if beijing := _BEIJING.match(text):
        text = text[beijing.end() :]
        if match := re.match(rf"^(?:{_DISTRICT_NAMES})", text):
            return match[0] + ("县" if text[match.end() :].startswith("县") else "区")
    elif province := _OTHER_PROVINCE.match(text):
        text = text[province.end() :]
    if (city := _CITY.match(text)) and _DISTRICT.match(text[city.end() :]):
        text = text[city.end() :]
    match = _DISTRICT.match(text)
    return match[1] if match and not _NO_DISTRICT.search(match[1]) else ""
