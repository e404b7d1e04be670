"""The ordinary nights: which are written, how they were, what is said of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.sample.cast import Person, Rhythm
from tests.sample.phrases import Phrases

GOOD = ("calm", "content", "grateful", "hopeful", "connected", "proud")
HARD = (
    *("angry", "afraid", "worried", "sad", "lonely", "hurt", "ashamed", "guilty"),
    *("bored", "restless", "numb", "overwhelmed"),
)
TRAITS = (
    *("self_centred", "dishonest", "grudge", "self_pity", "impatient", "temper", "pride"),
    *("envy", "controlling", "pleasing", "judging", "blaming", "isolating", "postponing"),
    *("grasping", "defensive", "gossip", "perfection"),
)
ASKED = {
    "resentment": 0.28,
    "self_centred": 0.14,
    "dishonesty": 0.14,
    "fear": 0.3,
    "amends": 0.12,
}
"""How often the honest answer is yes."""


def written_days(rhythm: Rhythm, dice: random.Random) -> Iterator[date]:
    """The days on which a night is written."""
    day = rhythm.begins
    while day <= rhythm.until:
        quiet = any(first <= day <= last for first, last in rhythm.gaps)
        if not quiet and (day >= rhythm.always_from or dice.random() < rhythm.per_week / 7):
            yield day
        day += timedelta(days=1)


def night(person: Person, day: date, phrases: Phrases, dice: random.Random) -> dict[str, Any]:
    """The body of one inventory, answered as far as that evening allowed."""
    assert person.rhythm is not None
    mood, craving = _weather(person, day, dice)
    full = dice.random() < person.rhythm.full
    body: dict[str, Any] = {"mode": "full" if full else "quick", "mood": mood}
    if dice.random() < 0.92:
        body["craving"] = craving
    if dice.random() < 0.88:
        body["used"] = "no"
    body["halt"] = _halt(person, mood, dice)
    if dice.random() < (0.92 if full else 0.62):
        body["done_well"] = phrases.draw(person.name, "done_well")
    if full:
        body |= _more(person, mood, phrases, dice)
    return {name: value for name, value in body.items() if value not in (None, {}, [])}


def _weather(person: Person, day: date, dice: random.Random) -> tuple[int, int]:
    after = next((a for a in person.mood if a.day >= day), person.mood[-1])
    before = next((a for a in reversed(person.mood) if a.day <= day), person.mood[0])
    span = (after.day - before.day).days or 1
    part = (day - before.day).days / span if after is not before else 0.0
    mood = before.mood + (after.mood - before.mood) * part + dice.gauss(0, 0.55)
    craving = before.craving + (after.craving - before.craving) * part + dice.gauss(0, 1.0)
    return round(min(max(mood, 1.6), 5)), round(min(max(craving, 0), 7.4))


def _halt(person: Person, mood: int, dice: random.Random) -> dict[str, bool]:
    worse = 1 + (3 - mood) * 0.25
    ticked = {name: dice.random() < chance * worse for name, chance in person.halt.items()}
    if dice.random() < 0.3:
        return ticked
    return {name: True for name, yes in ticked.items() if yes}


def _more(person: Person, mood: int, phrases: Phrases, dice: random.Random) -> dict[str, Any]:
    """What only the long form asks."""
    answers = {}
    for name, chance in ASKED.items():
        if dice.random() < chance:
            answers[name] = _yes(name, phrases.draw(person.name, name))
        elif dice.random() < 0.7:
            answers[name] = {"value": "no"}
    if dice.random() < 0.6:
        told = phrases.draw(person.name, "kindness") if dice.random() < 0.45 else None
        answers["kindness"] = {"value": "yes", **({"text": told} if told else {})}
    kept = phrases.draw(person.name, "better") if dice.random() < 0.5 else None
    lines = [phrases.draw(person.name, "gratitude") for _ in range(dice.choice((0, 1, 2, 2, 3)))]
    return {
        "answers": answers,
        "traits": _some(TRAITS, dice, (0, 0, 1, 1, 2)),
        "feelings": _feelings(mood, dice),
        "actions": [name for name, chance in person.actions.items() if dice.random() < chance],
        "better": kept,
        "gratitude": [line for line in lines if line],
        "tomorrow": phrases.draw(person.name, "tomorrow") if dice.random() < 0.55 else None,
        "minutes": dice.choice((None, None, 4, 5, 6, 7, 8, 10, 12)),
    }


def _yes(name: str, line: str | None) -> dict[str, str]:
    """A yes, with its words if there are any; "who | what" names somebody."""
    if line is None:
        return {"value": "yes"}
    who, bar, text = line.partition(" | ")
    return {"value": "yes", "text": text, "who": who} if bar else {"value": "yes", "text": line}


def _feelings(mood: int, dice: random.Random) -> list[str]:
    good = {1: 0, 2: 1, 3: 1, 4: 2, 5: 3}[mood]
    hard = max(0, dice.choice((2, 3)) - good)
    return [*_some(GOOD, dice, (good,)), *_some(HARD, dice, (hard,))]


def _some(names: tuple[str, ...], dice: random.Random, counts: tuple[int, ...]) -> list[str]:
    return dice.sample(names, dice.choice(counts))
