"""Where a long word may be broken: ``{{ page.title|bindestreger }}``.

Many browsers know no Danish hyphenation and break »Uddannelsesforløb« anywhere. The dictionaries
that can be had break compounds in the wrong place (»kontak-toplysninger«), so only the one joint
is marked that is always right: after the s that binds two words together.
"""

import re
from functools import lru_cache

from django import template
from django.utils.safestring import SafeData

register = template.Library()

SOFT_HYPHEN = "\u00ad"
SHORTEST = 14
_LONG_WORD = re.compile(rf"\w{{{SHORTEST},}}")
_JOINT = re.compile(r"(?<=\w{3})(heds|ings|elses|tions|skabs|itets|livs)(?=\w{4})")


@register.filter
def bindestreger(text: object) -> str:
    """Return a plain text with soft hyphens in its long words; HTML is left alone."""
    if text is None:
        return ""
    return text if isinstance(text, SafeData) else _marked(str(text))


@lru_cache(maxsize=2000)
def _marked(text: str) -> str:
    return _LONG_WORD.sub(lambda word: _JOINT.sub(rf"\1{SOFT_HYPHEN}", word[0]), text)
