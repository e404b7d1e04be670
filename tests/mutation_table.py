"""The table of `tests/mutations.py`: what is broken, and which tests must notice."""

from __future__ import annotations

from typing import NamedTuple


class Mutation(NamedTuple):
    """One way to break a file: `old` becomes `new`, and `tests` must notice."""

    name: str
    file: str
    """Below `sponsorterm/`."""
    old: str
    new: str
    tests: str
    """Files and names for pytest."""


_KILLED = "tests/faults/test_kills.py::test_a_death_at_any_call_costs_nothing_that_was_promised"
_REFUSED = (
    "tests/faults/test_refusals_of_the_disk.py"
    "::test_a_refusal_at_any_call_is_told_and_costs_nothing_promised"
)
_POWER = (
    "tests/faults/test_power_loss.py::test_no_state_a_power_cut_may_leave_loses_what_was_promised"
)

# fmt: off
MUTATIONS = (
    # ----- the disk -----
    Mutation(
        "a name is not synced", "store/files.py",
        "            raise\n        sync_folder(path.parent)\n\n\ndef write_together(",
        "            raise\n\n\ndef write_together(",
        f"{_POWER}[save]",
    ),
    Mutation(
        "bytes are not synced", "store/files.py",
        "            write_all(fd, data)\n            disk.fsync(fd)\n        finally:",
        "            write_all(fd, data)\n        finally:",
        f"{_POWER}[save]",
    ),
    Mutation(
        "a record may be written over", "store/files.py",
        "        disk.link(aside, path)\n", "        disk.replace(aside, path)\n        return\n",
        "tests/store/test_files.py",
    ),
    Mutation(
        "half a write is taken for a whole one", "store/files.py",
        "        rest = rest[written:]", "        rest = rest[:0]", "tests/store/test_files.py",
    ),
    Mutation(
        "a symlink is followed", "store/files.py",
        "disk.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)",
        "disk.open(path, os.O_RDONLY | os.O_NONBLOCK)",
        "tests/faults/test_paths.py",
    ),
    Mutation(
        "no limit when reading", "store/files.py",
        "    if len(data) > limit:", "    if len(data) < 0:", "tests/store/test_files.py",
    ),
    Mutation(
        "a left empty folder is trusted", "store/files.py",
        "        return any(True for _ in items) or not os.access(folder.parent, os.R_OK | "
        "os.W_OK)",
        "        return True",
        "tests/faults/test_power_loss.py::test_nor_does_one_that_comes_after_a_death",
    ),
    Mutation(
        "an edited file of another is believed", "store/intake.py",
        "                settle = self._accept if place.space == MINE else self._refuse",
        "                settle = self._accept",
        "tests/store/test_hand_edits.py",
    ),
    Mutation(
        "words stay in the index", "store/index.py",
        "            if self._has_lost:\n", "            if self._has_lost and False:\n",
        f"{_KILLED}[sweep-the-trash]",
    ),
    Mutation(
        "drafts of what is let go stay", "store/store.py",
        "            clear_drawer(Drawer(self.home, folder), mentions)",
        "            clear_drawer(Drawer(self.home, folder), ())",
        "tests/store/test_forgetting.py",
    ),
    # ----- the lock -----
    Mutation(
        "a state file goes before its copy is there", "store/turnover.py",
        "        target.put(name, source.get(name, MAX_KEPT))\n    except FileNotFoundError:\n"
        "        return\n    source.remove(name)",
        "        data = source.get(name, MAX_KEPT)\n    except FileNotFoundError:\n"
        "        return\n    source.remove(name)\n    target.put(name, data)",
        f"{_KILLED}[turn-the-lock-on]",
    ),
    Mutation(
        "records go before their copies are there", "store/turnover.py",
        "            there.put_all(places[0].space, [revision for _, revision in found])\n"
        "            here.remove_all([place for place, _ in found])",
        "            here.remove_all([place for place, _ in found])\n"
        "            there.put_all(places[0].space, [revision for _, revision in found])",
        f"{_KILLED}[turn-the-lock-off]",
    ),
    Mutation(
        "the index stays in clear", "store/turnover.py",
        "    for path in (source.index, source.sync):", "    for path in (source.sync,):",
        f"{_KILLED}[turn-the-lock-on]",
    ),
    Mutation(
        "sealing is not noted before it begins", "store/lock.py",
        "        lockfile.save(home.state, lock)\n        tries.clear(home.state)\n",
        "        tries.clear(home.state)\n",
        f"{_KILLED}[turn-the-lock-on]",
    ),
    Mutation(
        "a wrong passphrase costs nothing", "store/tries.py",
        "        if left > timedelta():", "        if left > timedelta(days=1):",
        "tests/store/test_lock.py",
    ),
    Mutation(
        "others are not told to lock", "store/lock.py",
        "turn=lock.turn + 1", "turn=lock.turn", f"{_KILLED}[lock-when-idle]",
    ),
    Mutation(
        "who was opened before goes on in clear", "store/cover.py",
        "        if lockfile.stamp(state) is not None:\n            raise Locked",
        "        if lockfile.stamp(state) is False:\n            raise Locked",
        "tests/services/home/test_locking.py tests/store/test_lock.py",
    ),
    Mutation(
        "told flags lie beside the seal", "services/sponsor/watching.py",
        "        _drawer(session).put(session.home.watch.name, tomli_w",
        "        session.home.watch.write_bytes(tomli_w",
        f"tests/services/sponsor/test_watching.py {_REFUSED}[look-for-news]",
    ),
    # ----- sealing -----
    Mutation(
        "the nonce is not looked at", "sealing/box.py",
        "    if not hmac.compare_digest(box[:NONCE_BYTES], _nonce(keys, aad, plaintext)):",
        "    if False:",
        "tests/sealing/test_envelope.py tests/sealing/test_vectors.py",
    ),
    Mutation(
        "the space is not bound", "sealing/envelope.py",
        "str(v).encode(), space.encode(), commit.encode())",
        "str(v).encode(), b\"\", commit.encode())",
        "tests/faults/test_seals.py",
    ),
    Mutation(
        "any padding will do", "sealing/padding.py",
        "    if not marked.endswith(END) or len(padded) != padded_length(len(marked)):",
        "    if not marked.endswith(END):",
        "tests/faults/test_seals.py",
    ),
    Mutation(
        "both directions have one key", "sealing/keys.py",
        "BoxKeys.derive(self.root, space, each.encode())",
        "BoxKeys.derive(self.root, space, b\"a\")",
        "tests/faults/test_seals.py",
    ),
    Mutation(
        "the answer does not enter the root key", "sealing/pairing.py",
        "keyed_hash(code_key(code), \"root\", offer, answer, shared)",
        "keyed_hash(code_key(code), \"root\", offer, shared)",
        "tests/sealing/test_pairing.py tests/sealing/test_vectors.py",
    ),
    Mutation(
        "a sealed file opens under any name", "sealing/at_rest.py",
        "open_box(self._keys, _file(name), raw[len(MAGIC) :])",
        "open_box(self._keys, _file(\"\"), raw[len(MAGIC) :])",
        "tests/sealing/test_at_rest.py",
    ),
    Mutation(
        "one purge secret for all", "sealing/keys.py",
        "\"purge secret\", envelope_id.encode())", "\"purge secret\", b\"\")",
        "tests/sealing/test_keys.py tests/sealing/test_vectors.py",
    ),
    # ----- sync -----
    Mutation(
        "a page is remembered before it is kept", "sync/engine.py",
        "        kept = self._keep(opened) if opened else []\n",
        "        self._ledger.looked_at(self.space, self._remote.name, [], there, cursor, "
        "self._today)\n"
        "        kept = self._keep(opened) if opened else []\n",
        "tests/sync/test_engine.py",
    ),
    Mutation(
        "the sets are not compared", "sync/engine.py",
        "        if not self._was_reset and (known.count, known.bucket) == (theirs.count, "
        "theirs.bucket):",
        "        if not self._was_reset:",
        "tests/sync/test_engine.py",
    ),
    Mutation(
        "my own direction is read", "sync/engine.py",
        "        if not mine and direction_of(envelope, channel.keys) == channel.direction:",
        "        if False:",
        "tests/sync/test_engine.py",
    ),
    Mutation(
        "any role may write any kind", "sync/engine.py",
        "not may_author(channel.peer_role, revision.kind)", "not revision.kind",
        "tests/sync/test_engine.py",
    ),
    Mutation(
        "a flood is let in", "sync/engine.py",
        "+ count > MOST_A_DAY:", "+ count > MOST_A_DAY * 1000:", "tests/sync/test_flood.py",
    ),
    Mutation(
        "one refused page stops all", "sync/engine.py",
        "            return [seen for each in opened for seen in self._keep([each])]",
        "            raise",
        "tests/sync/test_engine.py",
    ),
    Mutation(
        "what is unreadable counts as purged", "sync/engine.py",
        "        self._delete(there & mine | unseen | found)",
        "        self._delete(there & mine | found)",
        f"{_REFUSED}[end-a-link]",
    ),
    Mutation(
        "anybody purges", "sync/remotes/polled.py",
        "        if self.purge is not None and self.purge != wire.purge_hash(secret):",
        "        if self.purge == secret:",
        "tests/sync/test_remotes.py",
    ),
    Mutation(
        "an unmounted folder looks empty", "sync/remotes/folder.py",
        "        if read_marker(self._path, self._space) != marker:", "        if not marker:",
        "tests/sync/test_folder.py",
    ),
    # ----- the endpoint -----
    Mutation(
        "the purge secret is not looked at", "endpoint/transactions.py",
        "    if not hmac.compare_digest(row[0], purge_hash):", "    if not purge_hash:",
        "tests/endpoint/test_mailbox.py",
    ),
    Mutation(
        "a drop is written over", "endpoint/transactions.py",
        "        if not hmac.compare_digest(there[0], data):", "        if not data:",
        "tests/endpoint/test_mailbox.py",
    ),
    Mutation(
        "a device locks its owner out", "endpoint/transactions.py",
        "    if not visit.recovery:\n", "    if not visit.device:\n",
        "tests/endpoint/test_mailbox.py tests/endpoint/test_http.py",
    ),
    Mutation(
        "a closed space takes more", "endpoint/transactions.py",
        "    if closed:\n        raise Refused(\"closed\")\n    results = []", "    results = []",
        "tests/endpoint/test_mailbox.py tests/endpoint/test_http.py",
    ),
    Mutation(
        "a space grows without end", "endpoint/transactions.py",
        "    if count > limits.space_envelopes or size > limits.space_bytes:",
        "    if count > limits.space_envelopes:",
        "tests/endpoint/test_mailbox.py tests/endpoint/test_http.py",
    ),
    Mutation(
        "guesses are not slowed down", "endpoint/gate.py",
        "        except Refused:\n            self.knock(request)\n            raise",
        "        except Refused:\n            raise",
        "tests/endpoint/test_gate.py tests/endpoint/test_target.py",
    ),
    Mutation(
        "a body may be of any size", "endpoint/gate.py",
        "                        if len(data) > most:", "                        if len(data) < 0:",
        "tests/endpoint/test_gate.py tests/endpoint/test_refusals.py",
    ),
    Mutation(
        "a log quotes what was sent", "endpoint/access.py",
        "    return f\"{type(error).__name__} in ",
        "    return f\"{error} {type(error).__name__} in ",
        "tests/endpoint/test_failures.py",
    ),
    # ----- leaving, coming back -----
    Mutation(
        "erasing leaves the private space", "services/syncing/erasing.py",
        "given=tuple, outgoing=tuple", "outgoing=tuple", f"{_KILLED}[erase]",
    ),
    Mutation(
        "records are erased before the keys", "services/syncing/erasing.py",
        "    remove_tree(home.keys)\n", "    remove_tree(home.records)\n", f"{_KILLED}[erase]",
    ),
    Mutation(
        "a refused folder counts as cleared", "services/syncing/rounds.py",
        " and place.kind == \"http\")", ")", "tests/services/links/test_leaving.py",
    ),
    Mutation(
        "a new house counts before what was shared is there", "services/links/people.py",
        "        move_in(session, record)\n", "        pass\n",
        f"{_KILLED}[move-house]",
    ),
    Mutation(
        "what was taken back moves along", "services/links/leaving.py",
        "        and entry.body.level != \"withdrawn\"\n", "",
        "tests/services/links/test_leaving.py",
    ),
    Mutation(
        "what is let go is forgotten before its copies", "services/entries/trash.py",
        "    known: list[Revision] = []\n", "    known = list(store.revisions(record))\n",
        f"{_KILLED}[sweep-the-trash]",
    ),
    Mutation(
        "the trash is emptied a day early", "services/entries/trash.py",
        "KEPT = timedelta(days=30)", "KEPT = timedelta(days=29)",
        "tests/services/entries/test_trash.py",
    ),
    Mutation(
        "a home is there before all of it came back", "store/backup.py",
        "    staged = home.data / RESTORING\n", "    staged = home.records\n",
        f"{_KILLED}[restore-a-backup]",
    ),
    Mutation(
        "a backup is not read back", "store/backup.py",
        "            if made.header != header or made.damaged():",
        "            if made.header != header:",
        "tests/services/home/test_backup.py",
    ),
    Mutation(
        "a restore goes over a home", "store/backup.py",
        "    if home.exists():\n        raise StoreError(words.HOME_TAKEN",
        "    if not home:\n        raise StoreError(words.HOME_TAKEN",
        "tests/services/home/test_backup.py",
    ),
    Mutation(
        "an arrival that died cannot go on", "services/syncing/arrival.py",
        "    if is_set_up(home):\n", "    if home.exists():\n", f"{_KILLED}[restore-from-words]",
    ),
    Mutation(
        "backed up without the words", "services/syncing/safety.py",
        "    if checked is None:\n", "    if checked is False:\n",
        "tests/services/syncing/test_devices.py",
    ),
    Mutation(
        "a merge gives more than was given", "services/entries/merging.py",
        "    level = safer([copy.level for copy in given])\n    if isinstance",
        "    level = given[0].level\n    if isinstance",
        "tests/services/entries/test_merging.py",
    ),
)
# fmt: on
