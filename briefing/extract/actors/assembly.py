"""From names to actors: sort names by kind, merge them over all articles, choose canonical names, number the actors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.actors.form import fold
from briefing.extract.actors.kinds import decide_kinds, gather
from briefing.extract.actors.lexicon import FIRST_NAMES, GENERATIONS, HONORIFICS, OPENING_WORDS
from briefing.extract.actors.names import Name, find_names, shorten
from briefing.extract.actors.organisations import group_organisations, place_key
from briefing.extract.actors.people import Person, Register, group_full_names, parse
from briefing.extract.actors.phrases import FREE, TITLE, find_phrases
from briefing.extract.actors.reference import Discourse, Party
from briefing.extract.actors.roles import Profile, find_appositions, note_role, roles_of
from briefing.extract.actors.search import search_again
from briefing.extract.actors.states import SEATS, STATES, state_of
from briefing.extract.actors.text import Text, read_text
from briefing.model import Actor, Mention, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.kinds import Evidence
    from briefing.model import ActorKind, KnownActor, MentionForm
    from briefing.reading.annotation import AnnotatedArticle

# Seats of government that are institutions: they never are a mere place.
_INSTITUTIONS = frozenset(
    {"kremlin", "white house", "downing street", "whitehall", "elysee", "blue house", "foggy bottom"}
)


@dataclass(slots=True)
class Cluster:
    """All names of one actor. ``known`` is the focus's own actor, where it is one."""

    kind: ActorKind
    names: list[Name] = field(default_factory=list)
    known: KnownActor | None = None
    person: Person | None = None
    state: str | None = None
    order: int = 0

    def country(self) -> str | None:
        """Return the state that the names are those of; None for its seat of government."""
        return self.state if any(name.key in STATES for name in self.names) else None

    def gender(self) -> str:
        """Return "m", "f" or "": from the titles, else from the first name."""
        told = Counter(g for name in self.names if (g := HONORIFICS.get(name.honorific, "")))
        return told.most_common(1)[0][0] if told else self.person.gender if self.person else ""


def extract_actors(
    annotated: Sequence[AnnotatedArticle], *, known: Sequence[KnownActor] = ()
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """Find who appears in the articles, merged over all of them, and every place where they are named or meant.

    Returns the actors, most often named first, with the ids "A1", "A2", ..., and their mentions in the order of the
    articles and of their texts. ``known`` are the focus's own actors: their names are canonical, and each alias belongs to the
    first that claims it. A name is found by spaCy and repaired by rules; its kind is voted on over all articles, as one
    sense a discourse suggests [Gale1992]. Names are merged, the precise rules first, in the manner of the sieves of
    [Lee2013]; two people are never merged on a surname alone. Descriptions and pronouns get a mention only where they are safe.
    """
    texts = [read_text(number, article) for number, article in enumerate(annotated)]
    clusters = merge_names(texts, known)
    clusters.sort(key=lambda c: (-len(c.names), c.order))
    named: list[list[tuple[Name, int]]] = [[] for _ in texts]
    for number, cluster in enumerate(clusters):
        for name in cluster.names:
            named[name.text.number].append((name, number))
    scenes = [_Scene(text, names, clusters) for text, names in zip(texts, named, strict=True)]
    profiles = [Profile() for _ in clusters]
    for cluster, profile in zip(clusters, profiles, strict=True):
        _note_names(profile, cluster)
    for scene in scenes:
        for apposition in scene.appositions:
            note_role(profiles[scene.actors[apposition.name]], scene.text, apposition)
    parties = [
        Party(c.kind, c.gender(), p, frozenset(w for n in c.names for w in n.key.split()), c.country())
        for c, p in zip(clusters, profiles, strict=True)
    ]
    mentions = [mention for scene in scenes for mention in scene.mentions(parties)]
    actors = tuple(
        _actor(f"A{number}", cluster, roles_of(profile))
        for number, (cluster, profile) in enumerate(zip(clusters, profiles, strict=True), start=1)
    )
    return actors, tuple(mentions)


def _note_names(profile: Profile, cluster: Cluster) -> None:
    """What the names themselves say: titles before them, a state behind them ("of Russia")."""
    for name in cluster.names:
        if cluster.kind == "person":
            titles = [t for t in name.titles if t not in HONORIFICS]
            if titles:
                profile.roles.add(" ".join(reversed(titles[:2])) if len(titles) > 1 else titles[0])
        text = name.text
        if name.last + 1 < len(text.words) and text.lower[name.last] == "of":
            state = STATES.get(text.lower[name.last + 1])
            if state:
                profile.states.add(state)


class _Scene:
    """The names, phrases and appositions of one article."""

    def __init__(self, text: Text, named: list[tuple[Name, int]], clusters: Sequence[Cluster]) -> None:
        self.text = text
        named.sort(key=lambda item: item[0].begin)
        self.names = [name for name, _ in named]
        self.actors = [actor for _, actor in named]
        owners = [FREE] * len(text.words)
        for number, (name, actor) in enumerate(named):
            if clusters[actor].kind == "person":
                owners[name.first : name.last] = [number] * (name.last - name.first)
                for i in range(max(0, name.first - len(name.titles)), name.first):
                    owners[i] = TITLE if text.words[i][0].isupper() else FREE
        self.phrases = find_phrases(text, owners)
        kinds = [clusters[actor].kind for actor in self.actors]
        self.appositions = find_appositions(text, self.names, kinds, self.phrases)

    def mentions(self, parties: Sequence[Party]) -> list[Mention]:
        """Every place of the article where an actor is named or meant, in text order."""
        text = self.text
        beside = {a.phrase.head: self.actors[a.name] for a in self.appositions}
        found: list[tuple[int, int, int, MentionForm]] = [
            (n.start, n.end, a, "name") for n, a in zip(self.names, self.actors, strict=True)
        ]
        named = {c: a for start, end, a, _ in found for c in (start, end - 1)}
        for a in self.appositions:
            start, end = text.starts[a.phrase.start], text.ends[a.last - 1]
            actor = self.actors[a.name]
            if named.get(start) != actor and named.get(end - 1) != actor:
                found.append((start, end, actor, "description"))
        references = Discourse(text, self.names, self.actors, parties).read(self.phrases, beside)
        found += [(r.start, r.end, r.actor, r.form) for r in references]
        found.sort()
        return [Mention(f"A{a + 1}", text.article.cite(s, e), f) for s, e, a, f in found]


def merge_names(texts: Sequence[Text], known: Sequence[KnownActor]) -> list[Cluster]:
    """Find the names of all articles and group them by actor; what names no actor is left out."""
    articles = [find_names(text) for text in texts]
    evidence = gather([name for names in articles for name in names])
    kinds = decide_kinds(evidence)
    surnames = {
        key.split()[-1] for key, kind in kinds.items() if kind == "person" and evidence[key].count > 1
    }
    for names in articles:
        for name in names:
            if inner := _inner_name(name, evidence, kinds, surnames):
                shorten(name, inner)
    pinned = _pin(known, kinds)
    forms = _printed_forms(articles, kinds, known)
    articles = [
        search_again(text, [n for n in names if n.key in kinds], forms)
        for text, names in zip(texts, articles, strict=True)
    ]
    evidence = gather([name for names in articles for name in names])
    kinds.update({k: "person" for k in evidence if k not in kinds})
    grouping = _Grouping(known, kinds, pinned, evidence, articles)
    clusters = grouping.clusters()
    for order, cluster in enumerate(clusters):
        cluster.order = order
    return [cluster for cluster in clusters if cluster.names and (cluster.known or _is_actor(cluster))]


def _inner_name(
    name: Name, evidence: dict[str, Evidence], kinds: dict[str, ActorKind], surnames: set[str]
) -> str | None:
    """The person's name inside what capitals joined to it: "Ted Cruz Refuses", "Attacking Romney", "X Endorses Ted Cruz"."""
    words = name.form.split()
    if kinds.get(name.key) != "person" or len(words) < 2 or fold(words[-1]) in GENERATIONS:
        return None
    if len(words) == 2:
        text, opening = name.text, words[0].casefold()
        begins = name.first == 0 or text.sentences[name.first - 1] != text.sentences[name.first]
        opens = opening in OPENING_WORDS or opening.endswith(("ing", "ed"))
        known = fold(words[1]) in surnames and opening not in FIRST_NAMES
        return words[1] if begins and opens and known and evidence[name.key].count == 1 else None
    shorter = " ".join(words[:2])
    key = fold(shorter)
    if len(words) == 3:
        common = kinds.get(key) == "person" and evidence[key].count > 2 * evidence[name.key].count
        return shorter if common and not evidence[name.key].says else None
    inner = (shorter, " ".join(words[-2:]))
    return next((form for form in inner if kinds.get(fold(form)) == "person" and parse(fold(form))), None)


def _pin(known: Sequence[KnownActor], kinds: dict[str, ActorKind]) -> dict[str, KnownActor]:
    """Each alias of the focus's actors to its actor, the first that claims it; their kind goes into ``kinds``."""
    pinned: dict[str, KnownActor] = {}
    for actor in known:
        keys = [fold(alias) for alias in (actor.name, *actor.aliases)]
        kind = actor.kind or next((kinds[k] for k in keys if k in kinds), None) or _guess_kind(keys[0])
        for key in keys:
            if key and key not in pinned:
                pinned[key] = actor
                kinds[key] = kind
    for key in [key for key, actor in pinned.items() if kinds[key] == "organisation"]:
        for longer in _with_state(key, kinds):
            pinned.setdefault(longer, pinned[key])
    return pinned


def _with_state(key: str, kinds: dict[str, ActorKind]) -> list[str]:
    """The names that only put a state before ``key`` ("the US Federal Reserve"); none where they put several."""
    found = {
        longer: state
        for longer, kind in kinds.items()
        if kind == "organisation" and longer.endswith(f" {key}")
        if (state := state_of(longer.removesuffix(f" {key}")))
    }
    return list(found) if len(set(found.values())) == 1 else []


def _guess_kind(key: str) -> ActorKind:
    if key in STATES or key in SEATS:
        return "place"
    return "person" if parse(key) else "organisation"


def _printed_forms(
    articles: Sequence[Sequence[Name]], kinds: dict[str, ActorKind], known: Sequence[KnownActor]
) -> dict[str, list[str]]:
    """The forms to search the texts for, by their first word, the longest first: names found, surnames, aliases."""
    forms = {alias for actor in known for alias in (actor.name, *actor.aliases)}
    for names in articles:
        for name in names:
            kind = kinds.get(name.key)
            if kind:
                forms.add(name.form)
            if kind == "person" and (parsed := parse(name.key)) and not parsed.generation:
                forms.add(name.form.split()[-1])
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        if form and form[0].isupper() and len(form) > 1:
            by_first.setdefault(form.split()[0].removesuffix("'s").removesuffix("’s"), []).append(form)
    return by_first


class _Grouping:
    """Distribute the names over clusters."""

    def __init__(
        self,
        known: Sequence[KnownActor],
        kinds: dict[str, ActorKind],
        pinned: dict[str, KnownActor],
        evidence: dict[str, Evidence],
        articles: list[list[Name]],
    ) -> None:
        self.known, self.kinds, self.pinned = known, kinds, pinned
        self.articles = [[name for name in names if name.key in kinds] for names in articles]
        self.evidence = evidence
        self.found: dict[object, Cluster] = {}

    def clusters(self) -> list[Cluster]:
        people = self._people()
        organisations = group_organisations(
            self.evidence,
            [k for k in self.evidence if self.kinds.get(k) == "organisation" and k not in self.pinned],
            [[n for n in names if self.kinds[n.key] == "organisation"] for names in self.articles],
        )
        for names, settled in zip(self.articles, people, strict=True):
            for name, person in zip(names, settled, strict=True):
                self._add(name, person, organisations)
        return list(self.found.values())

    def _people(self) -> list[list[Person | None]]:
        """Return the person of each name, None for what is no person."""
        counts = {k: e.count for k, e in self.evidence.items() if self.kinds.get(k) == "person"}
        persons = [
            [key for key, actor in self.pinned.items() if actor is a and self.kinds[key] == "person"]
            for a in self.known
        ]
        register = Register(group_full_names(counts, persons))
        named = [[name for name in names if self.kinds[name.key] == "person"] for names in self.articles]
        settled = [iter(people) for people in register.settle(named)]
        return [
            [next(people) if self.kinds[name.key] == "person" else None for name in names]
            for names, people in zip(self.articles, settled, strict=True)
        ]

    def _add(self, name: Name, person: Person | None, organisations: dict[str, str]) -> None:
        kind = self.kinds[name.key]
        known = self.pinned.get(name.key)
        key: object
        if kind == "person":
            if person is None:
                return
            key = ("person", person.number)
            if person.number < len(self.known) and self.known[person.number].name:
                known = known or self.known[person.number]
        elif known:
            key = ("known", self.known.index(known))
        elif kind == "place":
            key = ("place", place_key(name.key))
        else:
            key = ("organisation", organisations[name.key])
        cluster = self.found.get(key)
        if cluster is None:
            cluster = self.found[key] = Cluster(kind, known=known, person=person)
            cluster.state = STATES.get(name.key) or SEATS.get(name.key) if kind == "place" else None
        cluster.names.append(name)


def _is_actor(cluster: Cluster) -> bool:
    """States always are; another place where it speaks or decides."""
    if cluster.kind != "place":
        return True
    keys = {name.key for name in cluster.names}
    return (
        bool(keys & STATES.keys()) or bool(keys & _INSTITUTIONS) or any(name.says for name in cluster.names)
    )


def _actor(number: str, cluster: Cluster, roles: tuple[Role, ...]) -> Actor:
    bare = Counter(name.form for name in cluster.names)
    name = cluster.known.name if cluster.known else canonical(cluster.kind, bare)
    forms = Counter(map(_printed, cluster.names))
    aliases = sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))
    keys = {n.key for n in cluster.names}
    speaks_for = None
    if cluster.kind == "place" and not keys & STATES.keys():
        acts = bool(keys & _INSTITUTIONS) or any(n.says for n in cluster.names)
        speaks_for = cluster.state if acts else None
    return Actor(
        id=number,
        name=name,
        kind=cluster.kind,
        roles=roles,
        aliases=tuple(aliases),
        mentions=len(cluster.names),
        sources=tuple(dict.fromkeys(n.text.article.id for n in cluster.names)),
        speaks_for=speaks_for,
    )


def _printed(name: Name) -> str:
    """The name's form; a knight's first name alone is no name, and keeps its title ("Sir John")."""
    knighted = name.honorific in {"sir", "dame"} and " " not in name.form
    return name.text.article.text[name.start : name.end] if knighted else name.form


def canonical(kind: ActorKind, forms: Counter[str]) -> str:
    """The fullest, most frequent printed form: for people one with a first name, else the most frequent."""

    def rank(form: str) -> tuple[object, ...]:
        words = form.split()
        full = kind == "person" and parse(fold(form)) is not None and len(words[0].rstrip(".")) > 1
        return (
            full,
            forms[form] + (0.5 * forms[words[-1]] if full else 0),
            not form.isupper(),
            len(form),
            form,
        )

    return max(forms, key=rank)
