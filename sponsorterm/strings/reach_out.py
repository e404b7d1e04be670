"""Words of the page for a hard moment. Numbers come with the country; without one, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sponsorterm.strings.dates import MONTHS, date_of

EMERGENCY = "In danger now: call your local emergency number."
EMERGENCY_ABOUT = "112 or 911 work in many countries."
OTHERS = "Crisis lines of more than a hundred countries are listed at findahelpline.com."
KNOW = (
    "Call or message a person you trust, now. You need no reason.",
    "Stopping alcohol or sedatives suddenly can be dangerous: ask a doctor or emergency line.",
    "A sponsor is a peer, not an emergency service.",
)

PEOPLE = "Your people"
PLAN = "Your plan"
CALL = "A call"
GOOD_TO_KNOW = "Good to know"
NO_COUNTRY = "No country is chosen, so no line can be named."
WHILE_LOCKED = "While locked only the numbers you ticked are shown."

HELP = (
    "Whom to turn to, now. Nothing here needs a connection. Numbers come from public sources "
    "with the month they were so; crisis.toml among your settings puts your own in their place."
)
NOBODY = "Nobody is noted here yet. A number in your phone is just as good."
KEY_ASK = "Ask for a call"
KEY_URGE = "Sit out an urge, with a timer"
KEY_PLAN = "Write or change the plan for hard moments"
KEY_WENT_OVER = "Note that the plan was gone over today"
KEY_ADD = "Add somebody to reach"
KEY_COUNTRY = "Choose the country whose numbers stand here"
HINT_ASK = "ask for a call"
HINT_URGE = "sit out an urge"
HINT_PLAN = "plan"
HINT_ADD = "add a person"
HINT_COUNTRY = "country"
HINT_WENT_OVER = "went over it"
ASK = "ask for a call"
RINGS_NOWHERE = "It rings nowhere: it waits in their app. If it cannot wait, phone."
WHICH_COUNTRY = "Which country are you in?"
COUNTRY_HOW = "Two letters, like IE for Ireland. Empty for none."
NO_SUCH_COUNTRY = "A country is two letters, like IE for Ireland."
WENT_OVER = "Noted: gone over today."

VERB = "Whom to turn to, now: numbers, your people, your plan. Offline, and while locked."
VERB_ASK = "Ask a sponsor for a call. It does not ring: it waits in their app."
VERB_ASK_NOW = "As soon as they can, not just today."
VERB_ASK_WHOM = "Whom to ask, where there are several."
VERB_URGE = "Sit out an urge: run it to begin, again to see how long, and with --end when it goes."
VERB_STRENGTH = "How strong it is now, 0 to 10."
VERB_END = "It has gone."
VERB_PLAN = "Write or change the plan for hard moments, a question a line."
VERB_PLAN_REVIEWED = "Only note that it was gone over today."
VERB_COUNTRY = "Choose the country whose numbers stand here; without letters, say which it is."
VERB_NO_COUNTRY = "Choose none."
ASK_WHOM = "Say whom to ask with --of NAME."
NO_SPONSOR = "Nobody is linked as a sponsor. Phone somebody: reach shows the numbers."
STRENGTH = "How strong is it now, 0 to 10? "
GROWN = "If it has grown, how strong is it now? (Enter if not) "


def emergency(number: str) -> str:
    """The first line."""
    return f"In danger now: call {number}."


def lines_in(country: str) -> str:
    """The heading over a country's lines."""
    return f"Crisis lines: {country}"


def text_to(text: str) -> str:
    """Where to send a message: `SHOUT to 85258`, or a number."""
    return f"text {text}"


def checked(first: date, last: date) -> str:
    """When public sources gave these lines so."""
    months = [f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last)]
    return f"From public sources, {' to '.join(dict.fromkeys(months))}."


def own_unusable(fault: str) -> str:
    """One's own crisis.toml cannot be read: what comes along stands here instead."""
    return f"Your own numbers could not be read ({fault}). Those that come along stand here."


def plan_due(looked_on: date, today: date) -> str:
    """A look at the plan is worth it."""
    return f"Last gone over {date_of(looked_on, today)}. Does it still fit?"


def plan_waits(looked_on: date, today: date) -> str:
    """The same on the first screen, with the keys that lead there."""
    return f"Plan for hard moments: last gone over {date_of(looked_on, today)}. ! shows it."


def plan_looked_on(looked_on: date, today: date) -> str:
    """When the plan was last gone over."""
    return f"Gone over {date_of(looked_on, today)}."


def ask(name: str, now: bool) -> str:
    """One way of asking."""
    return f"{name}: {'a call now' if now else 'a call today'}, please"


def asked(names: Sequence[str]) -> str:
    """It was filed, and goes out."""
    return f"Asked {names[0]} for a call. On its way." if names else "Asked already."


def last_looked(day: str) -> str:
    """When anything of theirs last came in."""
    return f"their app last looked {day}"


NEVER_LOOKED = "their app has not been heard from yet"


def is_sponsor(role: str) -> str:
    """Who they are, before what is known of them."""
    return f"your {role}"


def country(name: str) -> str:
    """Which country was chosen."""
    return f"Numbers for {name}."


def country_in_words(code: str) -> str:
    """A country nothing is known of here."""
    return f"No numbers for {code} come along: the page says it in words."
