"""Patterns of English for statements about the future: what is near, was to come, hangs on others."""

from __future__ import annotations

import re

SOON = re.compile(
    r"""(?ix)
    \b(?:soon|next|coming|tomorrow|tonight|eventually|shortly|imminent(?:ly)?|future|upcoming
      |any\ (?:moment|time|day)
      |as\ (?:early|soon)\ as|by\ (?:the\ end|next|late|early|mid|\d{4})
      |within\ (?:days|weeks|hours|months|an?)
      |later\ (?:this|in|on)
      |this\ (?:week|weekend|month|year|summer|autumn|winter|spring|evening|afternoon)
    )\b
    """
)
THEN = re.compile(  # what was to come then has come, or not
    r"""(?ix)
    \b(?:ahead\ of|previously|at\ the\ time|originally|initially|in\ (?:19|20)\d\d|last\ (?:month|year)
      |had\ (?:\w+\ )?(?:said|promised|told|vowed|warned)
    )\b
    """
)
DANGLING = re.compile(
    r"(?:and|but|or|so|also|then|here|there(?=,)|instead|otherwise|nor|yet|thus|hence)\b", re.IGNORECASE
)
