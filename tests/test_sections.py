"""Each section can be switched off and sized, and does what the table of sections says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from briefing.brief.changes import compare, read_before
from briefing.brief.composition import compose
from briefing.brief.focus import about_focus
from briefing.configuration.project import FocusConfig
from briefing.extract.findings import Found
from briefing.facts import find_news, find_tellings, lasting_facts, read_reports
from briefing.model import KnownActor
from briefing.pipeline import make_brief
from briefing.reading.annotation import annotate
from briefing.rendering import Theme, render
from briefing.sections import BLOCKS, BY_NAME, SECTIONS
from briefing.sources import read_sources
from briefing.sources.copies import fold_copies

DAY = date(2022, 2, 16)
FIRST_DAY = date(2022, 2, 11)

# How an item of each section begins on the stock page; None: it has no item of its own there.
PRINTED = {
    "key_points": r'<li class="row" id="key-',
    "changes": r'<div class="row">',
    "actors": r'id="actor-',
    "positions": r'id="quote-',
    "how_quoted": r'id="utterance-',
    "actions": r'id="deed-',
    "timeline": r'id="event-',
    "figures": r'id="figure-',
    "coverage": r'<th scope="row">',
    "outlook": r'id="outlook-',
    "background": r'id="background-',
    "terms": None,
}
SIZED = [section for section in SECTIONS if section.cut]
ON_PAGE = [section for section in SECTIONS if section.block or section.name == "actions"]


@pytest.fixture(scope="module")
def articles(project, root):
    return read_sources(project.settings, root)[0]


@pytest.fixture(scope="module")
def make(project, articles, cache_dir):
    """An edition of the Wallace–Shoigu brief, by the pipeline."""
    options = {"model": project.settings.language_model, "cache_dir": cache_dir}
    return lambda focus, day, previous=None: make_brief(
        articles, focus, as_of=day, previous=previous, **options
    )


@pytest.fixture(scope="module")
def focus_with(project):
    """The Wallace–Shoigu focus, with these sections."""
    stated = project.focus("wallace-shoigu").model_dump(exclude_unset=True)
    return lambda sections: FocusConfig.model_validate({**stated, "sections": sections}, strict=False)


@pytest.fixture(scope="module")
def composing(articles, make, focus_with, cache_dir):
    """How an edition is composed for sections; the sources are read and searched once for all."""

    def prepare(day, previous=None):
        made = make(focus_with({}), day, previous)
        read = [article for article in articles if article.published <= day]
        sources, weighed = about_focus(fold_copies(read), focus_with({}))
        known = [KnownActor(actor.name, actor.kind, actor.aliases) for actor in focus_with({}).actors]
        annotated = annotate(sources, cache_dir=cache_dir)
        findings = Found(annotated, known=known).all()
        reports = read_reports(annotated)
        tellings = find_tellings(reports)
        before = read_before(sources, previous)
        news = find_news(
            [report for report in reports if report.article.id in before],
            [report for report in reports if report.article.id not in before],
        )

        facts = lasting_facts(
            reports, tellings, news=news, before=before, previous=previous, events=findings.timeline
        )

        def composed(sections: dict):
            focus = focus_with(sections)
            brief = compose(
                sources,
                findings,
                focus,
                weighed=weighed,
                edition=made.edition,
                tellings=tellings,
                facts=facts,
                read_before=before,
            )
            return compare(brief, previous, news=news, before=before, most=focus.sections.changes.most)

        assert composed({}) == made
        return composed

    return prepare


@pytest.fixture(scope="module")
def edition(composing, make, focus_with):
    """The second edition with these sections."""
    return composing(DAY, make(focus_with({}), FIRST_DAY))


@pytest.fixture(scope="module")
def first_edition(composing):
    """The first edition: what it says is to come, the second's reports do not repeat."""
    return composing(FIRST_DAY)


@pytest.fixture(scope="module")
def whole(edition):
    return edition({})


def items(brief, section) -> int:
    """How many items of a section the data has; of the changes, how many of the longest sort."""
    if section.name == "changes":
        return max(len(sort) for sort in (brief.changes.new, brief.changes.updated))
    if section.name == "how_quoted":
        return sum(bool(quote.variants) for quote in brief.quotes)
    return len(getattr(brief, section.contract))


def printed(brief, section) -> int:
    """How many items of a section stand on the stock page."""
    within = "actors" if section.name == "actions" else section.anchor
    part = re.search(rf'<section id="{within}">.*?</section>', render(brief), re.DOTALL)
    return len(re.findall(PRINTED[section.name], part[0])) if part else 0


@pytest.mark.parametrize("section", SIZED, ids=lambda section: section.name)
def test_a_sized_section_is_cut_where_the_table_says(section, edition, first_edition):
    made = first_edition if section.name == "outlook" else edition
    whole = made({})
    cut = made({section.name: {"most": 1}})
    assert items(whole, section) > 1
    if section.cut == "data":
        assert items(cut, section) == 1
    else:
        assert replace(cut, sections=()) == replace(whole, sections=())
    if PRINTED[section.name] and section.name != "changes":  # of which one of each sort is printed
        assert printed(whole, section) > 1
        assert printed(cut, section) == 1


def test_the_pipeline_cuts_the_changes(make, focus_with, whole):
    focus = focus_with({"changes": {"most": 1}})
    cut = make(focus, DAY, make(focus, FIRST_DAY))
    assert len(cut.changes.new) == 1 < len(whole.changes.new)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_a_section_that_is_switched_off_goes_where_the_table_says(section, edition, first_edition):
    made = first_edition if section.name == "outlook" else edition
    whole = made({})
    others = [one for one in SECTIONS if one is not section and one.items == section.items]
    off = made({section.name: {"show": False}})
    assert [one.name for one in off.sections] == [one.contract for one in SECTIONS if one is not section]
    if section in ON_PAGE:
        assert printed(whole, section) > 0
        assert printed(off, section) == 0
    if section.items is None or others:
        assert items(off, section) == items(whole, section) > 0
    else:
        assert items(whole, section) > 0
        assert items(off, section) == 0


def test_a_list_goes_when_no_section_shows_it(edition, whole):
    assert whole.quotes
    assert edition({"positions": {"show": False}, "how_quoted": {"show": False}}).quotes == ()


@pytest.mark.parametrize("one", ["positions", "how_quoted"])
def test_a_section_does_not_take_another_with_it(one, edition, whole):
    off = edition({one: {"show": False}})
    (other,) = {"positions", "how_quoted"} - {one}
    assert printed(off, BY_NAME[other]) == printed(whole, BY_NAME[other]) > 0


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_a_section_that_is_shown_without_a_size_keeps_its_own(section):
    focus = FocusConfig.model_validate(
        {"title": "Talks", "terms": ("talks",), "sections": {section.name: {"show": True}}}
    )
    assert focus.shown[section.name] == section.most
    assert focus.shown == {one.name: one.most for one in SECTIONS}


def test_the_stock_page_has_the_blocks_of_the_table():
    assert sorted(Theme().load().order) == sorted(BLOCKS)
