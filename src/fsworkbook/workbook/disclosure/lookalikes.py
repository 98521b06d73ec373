"""Letters that look like one of ours: "а" of Cyrillic for "a"; whoever reads the page sees no difference (F.47).

Drawn from the single letters among Unicode's confusables (Unicode Technical Standard #39, "Unicode Security
Mechanisms", version 15.1; data under the Unicode License v3) that look like one letter from a to z, without the
compatibility forms that normalisation takes away by itself, and with the small letters of Cyrillic and Greek that a
capital or a small capital of ours is taken for. No library is needed for three hundred letters: the ones there are
carry a megabyte and have not followed Unicode for years.
"""

from typing import Final

_SHAPES: Final = {
    "a": "ɑΑαАаᎪᗅꓮ𐊠𖽀",
    "b": "ƄΒВЬвᏏᏴᑲᖯᗷꓐꞴ𐊂𐊡𐌁",
    "c": "СсᏟⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜",
    "d": "ԁᎠᏧᑯᗞᗪꓒꓓ",
    "e": "ΕεЕеҽᎬⴹꓰꬲ𐊆𑢦𑢮",
    "f": "Ϝքᖴẝꓝꬵ𐊇𐊥𐔥𑢢𑣂",
    "g": "ƍɡԌցᏀᏳꓖ",
    "h": "ΗНнһհᎻᏂᕼⲎꓧ𐋏",
    "i": "ɩɪιіӏᎥꙇꭵ𑣃",
    "j": "ͿϳЈјᎫᒍꓙ",
    "k": "ΚκКкᏦᛕⲔꓗ𐔘",
    "l": "ƖǀɫΙІӀᏞᒪᛁⲒⳐⵏꓡꓲ𐊊𐌉𐐛𐔦𑢣𑢲𖼖𖼨",
    "m": "ΜϺМмᎷᗰᛖⲘꓟ𐊰𐌑",
    "n": "ΝηпոռⲚꓠ𐔓",
    "o": "ΟοσОоՕօଠഠဝჿዐᴑⲞⲟⵔ〇ꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖𑢵𑣈𑣗",
    "p": "ΡρРрᏢᑭⲢⲣꓑ𐊕",
    "q": "ԛգզⵕ",
    "r": "ƦгᎡᏒᖇᴦⲅꓣꭇꭈꮁ𐒴𖼵",
    "s": "ƽЅѕՏᏕᏚꓢꮪ𐊖𐐠𐑈𑣁𖼺",
    "t": "ΤτТтᎢⲦꓔ𐊗𐊱𐌕𑢼𖼊",
    "u": "ʋμυՍսሀᑌꓴꞟ𐓎𐓶𑢸𑣘𖽂",
    "v": "νѴѵᏙᐯⴸꓦꛟꮩ𐔝𑜆𑢠𑣀𖼈",
    "w": "ɯωѡԜԝաᎳᏔꓪꮃ𑜊𑜎𑜏",
    "x": "ΧχХхᕁᕽᚷⲬⵝꓫꞳ𐊐𐊴𐌗𐔧",
    "y": "ɣΥγУуҮүყᎩᎽᶌⲨꓬ𐊲𑢤𑣜𖽃",
    "z": "ΖᏃꓜꮓ𑢩𑣄",
}
LOOKALIKES: Final = {letter: ours for ours, letters in _SHAPES.items() for letter in letters}
"""Each letter that looks like one of ours, in the case in which it does, and which."""
