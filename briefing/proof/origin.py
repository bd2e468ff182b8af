"""Who signed a file: the signature that lies beside it, against the keys that are trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.brief.editions import read_content
from briefing.errors import OutputError
from briefing.proof.verdict import Verdict
from briefing.signatures import SIGNATURE, print_of, signed_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.signatures import KnownSigner


def check_signature(file: Path, content: bytes, signers: Sequence[KnownSigner]) -> Verdict:
    """Whether one of these signed a file; what is not signed is false, since somebody asked for it."""
    beside = file.with_name(f"{file.name}{SIGNATURE}")
    try:
        public = signed_by(content, read_content(beside))
    except OutputError as error:
        return Verdict(false=(f"not signed: {beside}: {error.cause}",))
    except ValueError as error:
        return Verdict(false=(f"{beside}: {error}",))
    known = next((signer for signer in signers if signer.public == public), None)
    if known is None:
        return Verdict(false=(f"signed by another: {print_of(public)} is not among the keys given",))
    return Verdict(proved=(f"signed by {known.name} ({print_of(public)})",))
