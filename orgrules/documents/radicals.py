"""Radicals that fonts put in place of the characters that were typed, mended to those characters.

A font draws the radical ⼯ (U+2F2F) and the character 工 (U+5DE5) with one glyph, and a PDF that is made from glyphs may name
either. Nobody writes radicals in a job description, so that each becomes its character.
"""

from __future__ import annotations

import unicodedata

# Kangxi radicals (U+2F00 to U+2FD5) have their characters as compatibility decompositions in Unicode. Those are traditional;
# where a font for simplified Chinese shares the glyph with another character, it is that one: of all in the character map of
# Noto Sans CJK SC only ⼾, which is 户 there.
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {"⼾": "户"}

# The CJK radicals supplement (U+2E80 to U+2EF3; U+2E9A is none, and U+2E80 equals none) has two decompositions. For the others
# it is the character of the same glyph in Noto Sans CJK SC or TC (⻋车, ⺠民); where that is a rare one, or there is none, the
# common one that the radical is a form of (⺮竹, ⻗雨). Unicode's EquivalentUnifiedIdeograph may name a rarer one for those.
_SUPPLEMENT = """
    ⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑尢 ⺒巳 ⺓幺 ⺔彑
    ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢水 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王
    ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼月 ⺽臼
    ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長
    ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼
    ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟
"""

RADICALS = _KANGXI | {pair[0]: pair[1] for pair in _SUPPLEMENT.split()}
_MENDING = str.maketrans(RADICALS)


def without_radicals(text: str) -> str:
    """A text with each radical as the character that is meant."""
    return text if text.isascii() else text.translate(_MENDING)
