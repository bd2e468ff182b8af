"""Predict one task of a quality folder with this library's own functions.

    python bench/predict.py TASK INPUTS.jsonl > PREDICTIONS.jsonl

An adapter and no more: it turns an input line into Articles, calls the library, and turns the findings into an answer line.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import briefing
from briefing.model import Article, Citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Record = dict[str, Any]


def article(record: Record) -> Article:
    published = record.get("published")
    return Article(
        id=record["id"],
        text=record["text"],
        title=record.get("title"),
        publisher=record.get("publisher"),
        published=date.fromisoformat(published[:10]) if published else None,
    )


def span(citation: Citation | None) -> list[list[int]]:
    return [[citation.start, citation.end]] if citation else []


def quotes(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        found = briefing.quotes([article(record)])
        yield {
            "id": record["id"],
            "quotes": [
                {"content": [[c.start, c.end] for c in q.citations], "speaker": span(q.speaker_citation)}
                for q in found
            ],
        }


def key_sentences(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        articles = [article(item) for item in record["articles"]]
        chosen = briefing.key_sentences(articles, words=record["words"])
        yield {"id": record["id"], "text": " ".join(sentence.text for sentence in chosen)}


def actors(inputs: list[Record]) -> Iterator[Record]:
    events: dict[str, list[Record]] = defaultdict(list)
    for record in inputs:
        events[record["event"]].append(record)
    for records in events.values():
        found: dict[str, list[Record]] = {record["id"]: [] for record in records}
        for mention in briefing.mentions([article(record) for record in records]):
            cited = mention.citation
            found[cited.source].append({"start": cited.start, "end": cited.end, "entity": mention.actor})
        yield from ({"id": name, "mentions": mentions} for name, mentions in found.items())


def dates(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        found = briefing.time_expressions([article(record)])
        yield {
            "id": record["id"],
            "dates": [
                {"start": t.citation.start, "end": t.citation.end, "value": t.value, "type": t.type}
                for t in found
            ],
        }


def roles(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        verbs: dict[tuple[int, int], Record] = {}
        for action in briefing.actions([article(record)]):
            if action.verb_citation is None:
                continue
            at = action.verb_citation.start, action.verb_citation.end
            verb = verbs.setdefault(at, {"verb": list(at), "agents": [], "patients": []})
            for role, cited in (("agents", action.agent_citation), ("patients", action.patient_citation)):
                verb[role] += [words for words in span(cited) if words not in verb[role]]
        yield {"id": record["id"], "verbs": list(verbs.values())}


def same_story(inputs: list[Record]) -> Iterator[Record]:
    groups = briefing.same_story([article(record) for record in inputs])
    yield from ({"id": a.id, "event": number} for number, group in enumerate(groups) for a in group)


def same_fact(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        articles = [article(item) for item in record["articles"]]
        places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for number, fact in enumerate(briefing.same_facts(articles)):
            for cited in fact.citations:
                places[cited.source].append((cited.start, cited.end, number))
        text = {item["id"]: item["text"] for item in record["articles"]}
        told: dict[int, list[Record]] = defaultdict(list)
        for sentence in record["sentences"]:
            start = text[sentence["article"]].find(sentence["text"])
            end = start + len(sentence["text"])
            common, number = max(
                ((min(e, end) - max(s, start), n) for s, e, n in places[sentence["article"]]), default=(0, 0)
            )
            if common > 0:
                told[number].append(sentence)
        yield {
            "id": record["id"],
            "pairs": [
                [one["id"], other["id"]]
                for sentences in told.values()
                for one, other in combinations(sentences, 2)
                if one["article"] != other["article"]
            ],
        }


def news(inputs: list[Record]) -> Iterator[Record]:
    for record in inputs:
        before = [article(item | {"published": item["date"]}) for item in record["before"]]
        found: dict[str, list[Any]] = defaultdict(list)
        for item in briefing.news(before, [article(item) for item in record["now"]]):
            found[item.citation.source].append(item)
        # A passage of two sentences is new where one of them is.
        new = {name for name, items in found.items() if any(item.status == "new" for item in items)}
        yield {
            "id": record["id"],
            "new": [item["id"] for item in record["now"] if item["id"] in new or item["id"] not in found],
            "same": {
                name: items[0].before.source
                for name, items in found.items()
                if name not in new and items[0].before
            },
        }


TASKS: dict[str, Callable[[list[Record]], Iterable[Record]]] = {
    task.__name__: task for task in (quotes, key_sentences, actors, dates, roles, same_story, same_fact, news)
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("inputs", type=Path)
    args = parser.parse_args()
    with args.inputs.open(encoding="utf-8") as lines:
        inputs = [json.loads(line) for line in lines]
    for answer in TASKS[args.task](inputs):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
