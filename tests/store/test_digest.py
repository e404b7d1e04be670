"""The digest over what a link has given: always that of its live heads."""

from __future__ import annotations

from sponsorterm.rules.presence import live_digest
from sponsorterm.store.store import Store
from tests.store.conftest import Open
from tests.store.pen import LINK, copy


def of_entries(store: Store) -> str:
    return live_digest(entry.id for entry in store.entries(space=LINK))


def test_the_digest_follows_every_change_of_what_is_live(open_store: Open) -> None:
    store, beside = open_store(), open_store()
    assert store.digest(LINK) == live_digest(())
    seen = [store.digest(LINK)]
    first = store.receive(LINK, copy("one"))
    seen.append(store.digest(LINK))
    second = store.receive(LINK, copy("two", after=[first]))
    seen.append(store.digest(LINK))
    store.receive(LINK, copy("other", "other"))
    seen.append(store.digest(LINK))
    store.receive(LINK, copy("", level="withdrawn", after=[first, second]))
    seen.append(store.digest(LINK))
    assert len(set(seen)) == len(seen)
    assert store.digest(LINK) == of_entries(store) == beside.digest(LINK)
    store.keep_all([copy("late", "late")], LINK)
    assert store.digest(LINK) == of_entries(store)
    (lost,) = store.home.records.glob(f"{LINK}/*/*{store.entries(space=LINK)[0].id[:8]}*")
    lost.unlink()
    with open_store() as again:
        assert again.digest(LINK) == of_entries(again)
        assert len(again.entries(space=LINK)) == 1
