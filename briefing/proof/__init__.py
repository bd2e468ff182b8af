"""Proving an edition: by itself, by making it again, as it prints, and by who signed it.

``prove`` is the whole of it. A brief is made again once (``remaking``) and compared as often as one likes
(``differences``), so that a test can forge it a thousand times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.brief.contract import from_json, json_in_pdf, read_tree
from briefing.brief.editions import read_content
from briefing.brief.verification import citations, examine
from briefing.errors import ConfigError
from briefing.proof.differences import compare_with_itself
from briefing.proof.origin import check_signature
from briefing.proof.printing import compare_print, lay_out
from briefing.proof.remaking import make_again
from briefing.proof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefing.configuration.project import Project
    from briefing.model import Brief
    from briefing.signatures import KnownSigner

__all__ = ["Evidence", "Verdict", "prove", "read_evidence"]

PAGES = {".html", ".htm", ".md", ".txt", ".eml", ".sig"}  # what belongs to an edition and carries no data


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file to prove: its bytes, the JSON that it is or, being a PDF, carries, and the brief in that."""

    file: Path
    content: bytes
    data: bytes
    brief: Brief
    printed: bool


def read_evidence(file: Path) -> Evidence:
    """Read a file that is to be proved. Raises OutputError, and ConfigError for a page without its data."""
    if file.suffix.lower() in PAGES:
        beside = file.with_name(f"{file.name.split('.', 1)[0]}.json")
        where = f"{beside}, which lies beside it" if beside.is_file() else "the .json of the edition"
        raise ConfigError(
            "verify",
            where=str(file),
            cause="carries no data that could be proved",
            advice=f"Name {where}, or its PDF.",
        )
    content = read_content(file)
    printed = file.suffix.lower() == ".pdf" or content.startswith(b"%PDF")
    data = json_in_pdf(content, name=str(file)) if printed else content
    return Evidence(file, content, data, from_json(data, name=str(file)), printed)


def prove(
    evidence: Evidence,
    project: Project | None,
    root: Path,
    *,
    cache_dir: Path | None = None,
    signers: Sequence[KnownSigner] | None = None,
) -> Verdict:
    """Prove all that can be proved of an edition, the quick things first.

    ``project`` is the configuration that it was made from (None: there is none), ``root`` the folder that its
    sources' paths start from. ``signers`` are those of whom one must have signed the file (None: no matter).
    """
    brief, tree = evidence.brief, read_tree(evidence.data)
    verdict = Verdict()
    if signers is not None:
        verdict += check_signature(evidence.file, evidence.content, signers)
    verdict += _by_itself(brief, root)
    again = make_again(brief, project, out_of=evidence.file, cache_dir=cache_dir)
    verdict += again.compared(tree)
    if again.expected is None:
        verdict += compare_with_itself(tree, brief)
    if evidence.printed:
        verdict += compare_print(evidence.content, brief, lay_out(brief, project))
    return verdict


def _by_itself(brief: Brief, root: Path) -> Verdict:
    found = examine(brief, root)
    count, sources = len(citations(brief)), len(brief.sources)
    if found.false or found.unproven:
        return Verdict(found.false, found.unproven)
    hold = f"{count} citations in {sources} source{'' if sources == 1 else 's'} hold"
    return Verdict(proved=(hold,))
