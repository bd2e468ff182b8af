"""From names to actors: sorted by kind, merged over all articles, canonical names chosen, actors numbered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.extract.actors.fit import Party
from briefing.extract.actors.form import PARTICIPLE_ENDINGS, fold, without_possessive
from briefing.extract.actors.kinds import decide_kinds, gather
from briefing.extract.actors.names import Name, find_names, shorten
from briefing.extract.actors.organisations import group_organisations, place_key
from briefing.extract.actors.people import Person, Register, group_full_names, parse
from briefing.extract.actors.phrases import FREE, TITLE, find_phrases
from briefing.extract.actors.reference import Discourse, Reference
from briefing.extract.actors.roles import Profile, find_appositions, note_role, roles_of
from briefing.extract.actors.search import search_again
from briefing.model import Actor, Mention
from briefing.reading.lexicon import english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.actors.kinds import Evidence
    from briefing.model import ActorKind, KnownActor
    from briefing.reading.annotation import AnnotatedArticle
    from briefing.reading.lexicon import Lexicon
    from briefing.reading.tokens import Tokens


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
        return self.state if any(name.country for name in self.names) else None

    def acts(self) -> bool:
        """Whether a place speaks or decides somewhere, or is an institution: those never are a mere place."""
        return any(n.says or n.key in n.tokens.lexicon["institution"] for n in self.names)

    def gender(self) -> str:
        """Return "m", "f" or "": from the titles, else from the first name."""
        told = Counter(name.gender for name in self.names if name.gender)
        return told.most_common(1)[0][0] if told else self.person.gender if self.person else ""


def extract_actors(
    annotated: Sequence[AnnotatedArticle], *, known: Sequence[KnownActor] = ()
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """Find who appears in the articles, merged over all of them, and where they are named or meant.

    Returns the actors, most often named first, with the ids "A1", "A2", ..., and their mentions in the
    order of the articles and of their texts. ``known`` are the focus's own actors: their names are
    canonical, and each alias belongs to the first that claims it. A name is found by the language model and
    repaired by rules; its kind is voted on over all articles, as one sense a discourse suggests [Gale1992].
    Names are merged, the precise rules first, in the manner of the sieves of [Lee2013]; two people are
    never merged on a surname alone. Descriptions and pronouns get a mention only where they are safe.
    """
    lexicon = _common_lexicon(annotated)
    clusters = merge_names([one.tokens for one in annotated], known, lexicon)
    clusters.sort(key=lambda c: (-len(c.names), c.order))
    named: dict[Tokens, list[tuple[Name, int]]] = {one.tokens: [] for one in annotated}
    for number, cluster in enumerate(clusters):
        for name in cluster.names:
            named[name.tokens].append((name, number))
    scenes = [_Scene(one, named[one.tokens], clusters) for one in annotated]
    profiles = [Profile() for _ in clusters]
    for cluster, profile in zip(clusters, profiles, strict=True):
        _note_names(profile, cluster)
    for scene in scenes:
        for apposition in scene.appositions:
            note_role(profiles[scene.actors[apposition.name]], scene.annotated, apposition)
    parties = [
        Party(c.kind, c.gender(), p, frozenset(w for n in c.names for w in n.key.split()), c.country())
        for c, p in zip(clusters, profiles, strict=True)
    ]
    mentions = tuple(mention for scene in scenes for mention in scene.mentions(parties))
    ids = {one.tokens: one.article.id for one in annotated}
    actors = tuple(
        _actor(number, cluster, profile, ids, lexicon)
        for number, (cluster, profile) in enumerate(zip(clusters, profiles, strict=True))
    )
    return actors, mentions


def _common_lexicon(annotated: Sequence[AnnotatedArticle]) -> Lexicon:
    """What the names of all articles are compared by: their language, English where there are several."""
    lexicons = {one.tokens.lexicon for one in annotated}
    return lexicons.pop() if len(lexicons) == 1 else english()


def _note_names(profile: Profile, cluster: Cluster) -> None:
    """What the names themselves say: titles before them, a state behind them ("of Russia")."""
    for name in cluster.names:
        if cluster.kind == "person" and name.offices:
            profile.roles.add(" ".join(reversed(name.offices[:2])))
        tokens, lexicon = name.tokens, name.tokens.lexicon
        behind = tokens.lower[name.last : name.last + 2]
        if len(behind) == 2 and lexicon.table("role_prepositions").get(behind[0]) == "own":
            state = lexicon.states.names.get(behind[1])
            if state:
                profile.states.add(state)


class _Scene:
    """The names, phrases and appositions of one article; ``actors`` has the number of each name's actor."""

    def __init__(
        self,
        annotated: AnnotatedArticle,
        named: list[tuple[Name, int]],
        clusters: Sequence[Cluster],
    ) -> None:
        self.annotated = annotated
        tokens = annotated.tokens
        named.sort(key=lambda item: item[0].begin)
        self.names = [name for name, _ in named]
        self.actors = [actor for _, actor in named]
        owners = [FREE] * len(tokens)
        for number, (name, actor) in enumerate(named):
            if clusters[actor].kind == "person":
                owners[name.first : name.last] = [number] * (name.last - name.first)
                for i in range(max(0, name.first - len(name.titles)), name.first):
                    owners[i] = TITLE if tokens.word[i][0].isupper() else FREE
        self.phrases = find_phrases(tokens, owners)
        kinds = [clusters[actor].kind for actor in self.actors]
        self.appositions = find_appositions(tokens, self.names, kinds, self.phrases)

    def mentions(self, parties: Sequence[Party]) -> list[Mention]:
        """Where the article names or means an actor, in text order."""
        tokens = self.annotated.tokens
        beside = {a.phrase.head: self.actors[a.name] for a in self.appositions}
        references = [
            Reference(n.start, n.end, actor, "name") for n, actor in zip(self.names, self.actors, strict=True)
        ]
        named = {at: r.actor for r in references for at in (r.start, r.end - 1)}
        for a in self.appositions:
            start, end = tokens.slice(a.phrase.start, a.last - 1)
            actor = self.actors[a.name]
            if actor not in (named.get(start), named.get(end - 1)):
                references.append(Reference(start, end, actor, "description"))
        references += Discourse(self.annotated, self.names, self.actors, parties).read(self.phrases, beside)
        cite = self.annotated.article.cite
        return [Mention(f"A{r.actor + 1}", cite(r.start, r.end), r.form) for r in sorted(references)]


def merge_names(texts: Sequence[Tokens], known: Sequence[KnownActor], lexicon: Lexicon) -> list[Cluster]:
    """Find the names of all articles and group them by actor; what names no actor is left out."""
    articles = [find_names(tokens) for tokens in texts]
    evidence = gather([name for names in articles for name in names])
    kinds = decide_kinds(evidence, lexicon)
    surnames = {
        key.split()[-1] for key, kind in kinds.items() if kind == "person" and evidence[key].count > 1
    }
    for names in articles:
        for name in names:
            if inner := _inner_name(name, evidence, kinds, surnames):
                shorten(name, inner)
    pinned = _pin(known, kinds, lexicon)
    forms = _printed_forms(articles, kinds, known, lexicon)
    articles = [
        search_again(tokens, [n for n in names if n.key in kinds], forms)
        for tokens, names in zip(texts, articles, strict=True)
    ]
    evidence = gather([name for names in articles for name in names])
    kinds.update({k: "person" for k in evidence if k not in kinds})
    clusters = _Grouping(known, kinds, pinned, evidence, articles, lexicon).clusters()
    for order, cluster in enumerate(clusters):
        cluster.order = order
    return [cluster for cluster in clusters if cluster.names and (cluster.known or _is_actor(cluster))]


def _inner_name(
    name: Name, evidence: dict[str, Evidence], kinds: dict[str, ActorKind], surnames: set[str]
) -> str | None:
    """The person's name inside what capitals joined to it: "Ted Cruz Refuses", "X Endorses Ted Cruz"."""
    words, lexicon = name.form.split(), name.tokens.lexicon
    if kinds.get(name.key) != "person" or len(words) < 2 or fold(words[-1]) in lexicon["generation"]:
        return None
    if len(words) == 2:
        opening, begins = words[0].casefold(), name.tokens.opens_sentence(name.first)
        opens = opening in lexicon["opening_word"] or opening.endswith(PARTICIPLE_ENDINGS)
        known = fold(words[1]) in surnames and opening not in lexicon.genders
        return words[1] if begins and opens and known and evidence[name.key].count == 1 else None
    shorter = " ".join(words[:2])
    key = fold(shorter)
    if len(words) == 3:
        common = kinds.get(key) == "person" and evidence[key].count > 2 * evidence[name.key].count
        return shorter if common and not evidence[name.key].says else None
    inner = (shorter, " ".join(words[-2:]))
    people = (form for form in inner if kinds.get(fold(form)) == "person")
    return next((form for form in people if parse(fold(form), lexicon)), None)


def _pin(known: Sequence[KnownActor], kinds: dict[str, ActorKind], lexicon: Lexicon) -> dict[str, KnownActor]:
    """Each alias of the focus's actors to the first that claims it; their kind goes into ``kinds``."""
    pinned: dict[str, KnownActor] = {}
    for actor in known:
        keys = [fold(alias) for alias in (actor.name, *actor.aliases)]
        voted = next((kinds[key] for key in keys if key in kinds), None)
        kind = actor.kind or voted or _guess_kind(keys[0], lexicon)
        for key in keys:
            if key and key not in pinned:
                pinned[key] = actor
                kinds[key] = kind
    for key in [key for key, actor in pinned.items() if kinds[key] == "organisation"]:
        for longer in _with_state(key, kinds, lexicon):
            pinned.setdefault(longer, pinned[key])
    return pinned


def _with_state(key: str, kinds: dict[str, ActorKind], lexicon: Lexicon) -> list[str]:
    """The names that only put a state before ``key`` ("US Federal Reserve"); none where they put several."""
    states = {
        longer: state
        for longer, kind in kinds.items()
        if kind == "organisation" and longer.endswith(f" {key}")
        if (state := lexicon.states.of(longer.removesuffix(f" {key}")))
    }
    return list(states) if len(set(states.values())) == 1 else []


def _guess_kind(key: str, lexicon: Lexicon) -> ActorKind:
    if key in lexicon.states.names or key in lexicon.states.seats:
        return "place"
    return "person" if parse(key, lexicon) else "organisation"


def _printed_forms(
    articles: Sequence[Sequence[Name]],
    kinds: dict[str, ActorKind],
    known: Sequence[KnownActor],
    lexicon: Lexicon,
) -> dict[str, list[str]]:
    """What to search the texts for, by first word, the longest first: names found, surnames, aliases."""
    forms = {alias for actor in known for alias in (actor.name, *actor.aliases)}
    for names in articles:
        for name in names:
            kind = kinds.get(name.key)
            if kind:
                forms.add(name.form)
            if kind == "person" and (parsed := parse(name.key, lexicon)) and not parsed.generation:
                forms.add(name.form.split()[-1])
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        if form and form[0].isupper() and len(form) > 1:
            by_first.setdefault(without_possessive(form.split()[0]), []).append(form)
    return by_first


@dataclass(slots=True)
class _Grouping:
    """Distribute the names over clusters."""

    known: Sequence[KnownActor]
    kinds: dict[str, ActorKind]
    pinned: dict[str, KnownActor]
    evidence: dict[str, Evidence]
    articles: list[list[Name]]
    lexicon: Lexicon
    by_actor: dict[object, Cluster] = field(default_factory=dict)

    def clusters(self) -> list[Cluster]:
        people = self._people()
        organisations = group_organisations(
            self.evidence,
            [k for k in self.evidence if self.kinds.get(k) == "organisation" and k not in self.pinned],
            [[n for n in names if self.kinds[n.key] == "organisation"] for names in self.articles],
            self.lexicon,
        )
        for names, settled in zip(self.articles, people, strict=True):
            for name, person in zip(names, settled, strict=True):
                self._add(name, person, organisations)
        return list(self.by_actor.values())

    def _people(self) -> list[list[Person | None]]:
        """Return the person of each name, None for what is no person."""
        counts = {k: e.count for k, e in self.evidence.items() if self.kinds.get(k) == "person"}
        persons = [
            [key for key, actor in self.pinned.items() if actor is a and self.kinds[key] == "person"]
            for a in self.known
        ]
        register = Register(group_full_names(counts, persons, self.lexicon), self.lexicon)
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
            key = ("place", place_key(name.key, self.lexicon))
        else:
            key = ("organisation", organisations[name.key])
        cluster = self.by_actor.get(key)
        if cluster is None:
            cluster = self.by_actor[key] = Cluster(kind, known=known, person=person)
            if kind == "place":
                cluster.state = name.country or name.tokens.lexicon.states.seats.get(name.key)
        cluster.names.append(name)


def _is_actor(cluster: Cluster) -> bool:
    """States always are; another place where it speaks or decides."""
    return cluster.kind != "place" or cluster.acts() or any(name.country for name in cluster.names)


def _actor(
    number: int, cluster: Cluster, profile: Profile, ids: dict[Tokens, str], lexicon: Lexicon
) -> Actor:
    bare = Counter(name.form for name in cluster.names)
    name = cluster.known.name if cluster.known else canonical(cluster.kind, bare, lexicon)
    forms = Counter(map(_printed, cluster.names))
    return Actor(
        id=f"A{number + 1}",
        name=name,
        kind=cluster.kind,
        roles=roles_of(profile.told),
        aliases=tuple(sorted((f for f in forms if f != name), key=lambda f: (-forms[f], f))),
        mentions=len(cluster.names),
        sources=tuple(dict.fromkeys(ids[n.tokens] for n in cluster.names)),
        speaks_for=cluster.state if not cluster.country() and cluster.acts() else None,
    )


def _printed(name: Name) -> str:
    """The name's form; a knight's first name alone is no name, and keeps its title ("Sir John")."""
    knighted = name.honorific in name.tokens.lexicon["knighthood"] and " " not in name.form
    return name.tokens.text[name.start : name.end] if knighted else name.form


def canonical(kind: ActorKind, forms: Counter[str], lexicon: Lexicon) -> str:
    """The fullest, most frequent printed form: for people one with a first name, else the most frequent."""

    def rank(form: str) -> tuple[object, ...]:
        words = form.split()
        full = kind == "person" and parse(fold(form), lexicon) is not None and len(words[0].rstrip(".")) > 1
        return (
            full,
            forms[form] + (0.5 * forms[words[-1]] if full else 0),
            not form.isupper(),
            len(form),
            form,
        )

    return max(forms, key=rank)
