"""Whoever has the data folder and no key bends it in every way we know, each on a fresh copy: `anse verify` must find each bend and name
the first bad place. Beside each stands the untouched copy, which must be clean.

Usage: evidence.py ANSE, with the Python of .venv. Shares no code with Anse: the tree, the proofs and the signed notes are read here by
RFC 9162 and C2SP alone.
"""

import base64
import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from visitor import Visitor, serve, wait

anse, PORT = sys.argv[1], 8497
ADDRESS = f"http://localhost:{PORT}"
PASSWORD = "fictional people only"
tries = 0


def run(*arguments, code=0):
    done = subprocess.run([anse, *map(str, arguments)], input=PASSWORD + "\n", capture_output=True, text=True)
    assert code is None or done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


def verify(folder, *options):
    """The fault that is found, nothing when it is clean."""
    done = run("verify", "--json", *options, "--data", folder, code=None)
    assert done.returncode in (0, 2), (done.returncode, done.stderr)
    found = json.loads(done.stdout)
    assert (found["fault"] is None) == (done.returncode == 0)
    return found["fault"]


# The public tree algorithm, RFC 9162 section 2.1.1.

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root(leaves[:half]), root(leaves[half:]))


def included(index, size, leaf, proof, expected):
    """RFC 9162 section 2.1.3.2."""
    if index >= size:
        return False
    at, last, got = index, size - 1, leaf
    for each in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            got = sha(b"\1", each, got)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            got = sha(b"\1", got, each)
        at, last = at >> 1, last >> 1
    return last == 0 and got == expected


def consistent(old, size, first, second, proof):
    """RFC 9162 section 2.1.4.2."""
    if old == size:
        return not proof and first == second
    if old & (old - 1) == 0:
        proof = [first, *proof]
    if not proof:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    one = two = proof[0]
    for each in proof[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            one, two = sha(b"\1", each, one), sha(b"\1", each, two)
            while at & 1 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            two = sha(b"\1", two, each)
        at, last = at >> 1, last >> 1
    return last == 0 and one == first and two == second


def signed(note, key):
    """Whether a note is signed by the key, both as C2SP says."""
    name, hint, material = key.split("+", 2)
    material = base64.b64decode(material)
    assert material[0] == 1 and bytes.fromhex(hint) == sha(name.encode(), b"\n", material)[:4], key
    text, _, lines = note.partition("\n\n")
    dash, signer, signature = lines.split()
    signature = base64.b64decode(signature)
    assert dash == "\u2014" and signer == name and signature[:4].hex() == hint, lines
    assert text.split("\n")[0] == name, "the origin is another name than that of the key"
    try:
        Ed25519PublicKey.from_public_bytes(material[1:]).verify(signature[4:], (text + "\n").encode())
        return True
    except InvalidSignature:
        return False


# Bends: what one can do with the file and no key.

class Ledger:
    """A folder's ledger, open for bending."""

    def __init__(self, folder):
        self.db = sqlite3.connect(folder / "ledger.sqlite")
        self.db.isolation_level = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.db.close()

    def ask(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def row(self, position):
        return self.ask("SELECT chronicle, sequence, id, sealed, leaf, place FROM entry WHERE position = ?", position)[0]

    def put(self, position, row):
        self.ask("UPDATE entry SET chronicle = ?, sequence = ?, id = ?, sealed = ?, leaf = ?, place = ? WHERE position = ?", *row, position)

    def cut(self, position):
        """Takes an entry out and closes the gap, in its chronicle too."""
        chronicle, sequence = self.row(position)[:2]
        self.ask("DELETE FROM entry WHERE position = ?", position)
        for (each,) in self.ask("SELECT position FROM entry WHERE position > ? ORDER BY position", position):
            self.ask("UPDATE entry SET position = ? WHERE position = ?", each - 1, each)
        for each, at in self.ask(
            "SELECT position, sequence FROM entry WHERE chronicle = ? AND sequence > ? ORDER BY sequence", chronicle, sequence
        ):
            self.ask("UPDATE entry SET sequence = ? WHERE position = ?", at - 1, each)

    def compute(self):
        """Leaves anew, as anybody can; whatever of the tree stands in the clear follows them."""
        for position, chronicle, sequence, entry, sealed in self.ask("SELECT position, chronicle, sequence, id, sealed FROM entry"):
            leaf = sha(b"\0", chronicle, sequence.to_bytes(8, "big"), entry, sealed)
            self.ask("UPDATE entry SET leaf = ? WHERE position = ?", leaf, position)
        leaves = [leaf for (leaf,) in self.ask("SELECT leaf FROM entry ORDER BY position")]
        for number, size in self.ask("SELECT number, size FROM head"):
            self.ask("UPDATE head SET root = ? WHERE number = ?", root(leaves[:size]), number)
        frontier, start = len(leaves).to_bytes(8, "big"), 0
        for bit in reversed(range(len(leaves).bit_length())):
            if len(leaves) >> bit & 1:
                frontier += root(leaves[start:start + (1 << bit)])
                start += 1 << bit
        for name, in self.ask("SELECT name FROM setting WHERE name = 'frontier'"):
            self.ask("UPDATE setting SET value = ? WHERE name = ?", frontier, name)


def copy(folder, name):
    shutil.copytree(folder, place / name)
    return place / name


def bend(what, says, work, *options, base=None, starts=True):
    """A fresh copy is bent; the check must find it and say so. Unless told otherwise, nothing starts from it either."""
    global tries
    tries += 1
    folder = copy(base or last, f"bend{tries}")
    work(folder)
    found = verify(folder, *options)
    assert found and re.search(says, found), f"{what}: expected \"{says}\", found {found}"
    if not starts:
        refused = run("staff", "list", "--data", folder, code=1)
        assert "error:" in refused.stderr and refused.stderr.count("\n") <= 3, refused.stderr
    shutil.rmtree(folder)
    print(f"evidence: {what}: {found}")


def on_entries(what, says, work, starts=True):
    """Bends the entries, once as they are and once with everything computed anew that needs no key."""

    def plainly(folder):
        with Ledger(folder) as ledger:
            work(ledger)

    def anew(folder):
        with Ledger(folder) as ledger:
            work(ledger)
            ledger.compute()

    bend(what, says, plainly, starts=starts)
    bend(what + ", computed anew", says, anew, starts=starts)


def people_at_work():
    """A server with a worker who signs in, keeps a draft and a calendar link, and goes."""
    server = serve(anse, "serve", "--data", str(data), "--port", str(PORT))
    try:
        wait(ADDRESS + "/health")
        Visitor(ADDRESS).ask("/unlock", {"passphrase": PASSWORD})
        worker = Visitor(ADDRESS)
        worker.sign_in("case-manager", PASSWORD)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', worker.ask("/account")[1]))
        assert worker.ask("/account/calendar", hidden)[0] == 200
        opened = worker.send("/cases/new", {"case_kind": "suspected", "given_name": "Anselma"})[1]
        where = re.match(r"/cases/[A-Z0-9-]+", worker.confirm(opened)[1]).group(0)
        worker.send(f"{where}/forms/household", {"job_title": "fisher", "save": "1"})
        for text in ("first", "second", "third"):
            worker.send(f"{where}/notes", {"text": text})
        yield worker, where
    finally:
        server.terminate()
        server.wait()


with tempfile.TemporaryDirectory() as name:
    place = Path(name)
    data = place / "data"
    run("demo", "--no-serve", "--cases", 3, "--data", data)
    for first, where in people_at_work():
        pass
    early = copy(data, "early")
    key = run("head", "--key", "--data", data).stdout.strip()
    notes = [run("head", "--data", data).stdout]
    for worker, where in people_at_work():
        worker.send(f"{where}/forms/household", {"job_title": "baker", "save": "1"})
        # The session of before the restart ends.
        assert first.send("/sign-out", {}, "/work")[0] == 303
    notes.append(run("head", "--data", data).stdout)
    last = copy(data, "last")
    assert verify(last) is None and verify(early) is None, "an untouched copy is not clean"

    with Ledger(last) as ledger:
        count = ledger.ask("SELECT max(position) FROM entry")[0][0]
        heads = ledger.ask("SELECT count(*) FROM head")[0][0]
        # A case of at least four entries that was going on while others were recorded.
        case, = ledger.ask("SELECT chronicle FROM entry GROUP BY chronicle HAVING count(*) >= 4 AND max(position) < ? LIMIT 1", count - 20)[0]
        places = [position for position, in ledger.ask("SELECT position FROM entry WHERE chronicle = ? ORDER BY sequence", case)]
        other, = ledger.ask("SELECT chronicle FROM entry WHERE chronicle != ? GROUP BY chronicle HAVING count(*) >= 2 LIMIT 1", case)[0]
        leaves = [leaf for leaf, in ledger.ask("SELECT leaf FROM entry ORDER BY position")]
    with Ledger(early) as ledger:
        count_early = ledger.ask("SELECT max(position) FROM entry")[0][0]
    assert count_early < count and heads >= 2

    # Proofs and heads, by what an outside body has.
    head = notes[1].split("\n")
    size, tree = int(head[1]), base64.b64decode(head[2])
    assert all(signed(note, key) for note in notes), "a head is not signed by the key that is told"
    assert not signed(notes[1].replace("time 1", "time 2"), key), "the control: a forged head is taken for a true one"
    assert notes[0].split("\n")[0] == head[0] and re.fullmatch(r"anse/LC/[0-9a-f]{16}", head[0]), head[0]
    assert tree == root(leaves[:size]), "the head is not over the leaves"
    for position in (1, places[1], size):
        made = json.loads(run("proof", "inclusion", position, "--size", size, "--data", last).stdout)
        proof = [base64.b64decode(each) for each in made["proof"]]
        assert included(position - 1, size, leaves[position - 1], proof, tree), position
        assert not included(position - 1, size, leaves[position % size], proof, tree), "the control"
    old = int(notes[0].split("\n")[1])
    for begin in (1, old, size):
        made = json.loads(run("proof", "consistency", begin, "--size", size, "--data", last).stdout)
        proof = [base64.b64decode(each) for each in made["proof"]]
        assert consistent(begin, size, root(leaves[:begin]), tree, proof), begin
        assert not consistent(begin, size, sha(b"other"), tree, proof), "the control"
    for wrong in (("inclusion", 0), ("inclusion", count + 1), ("consistency", 0), ("consistency", count + 1)):
        run("proof", *wrong, "--data", last, code=1)
    print(f"evidence: heads and proofs over {size} entries are those of RFC 9162 and C2SP")

    # 1 to 6: entries.
    middle, end = places[1], places[-1]
    on_entries("1 an entry cut out of the middle", rf"entry {middle} ", lambda it: it.cut(middle), starts=False)
    on_entries("2 the last of a chronicle cut off", rf"entry {end} ", lambda it: it.cut(end), starts=False)

    def swap(it, one, two):
        """What was recorded in one stands in the place of the other."""
        a, b = it.row(one), it.row(two)
        it.put(one, (*a[:2], b"-" * 16, *a[3:]))
        it.put(two, (*b[:2], *a[2:]))
        it.put(one, (*a[:2], *b[2:]))

    on_entries("3 two of one chronicle swapped", rf"entry {places[1]} ", lambda it: swap(it, places[1], places[2]))

    def move(it):
        sequence = it.ask("SELECT max(sequence) FROM entry WHERE chronicle = ?", other)[0][0]
        it.ask("UPDATE entry SET chronicle = ?, sequence = ? WHERE position = ?", other, sequence + 1, end)

    on_entries("4 one moved to another chronicle", rf"entry {end} ", move)

    def older(it):
        """The bytes of the entry before it in its chronicle, as an older copy would have them."""
        row, before = it.row(places[2]), it.row(places[1])
        it.put(places[2], (*row[:3], before[3], *row[4:]))

    on_entries("5 an older one in the place of one", rf"entry {places[2]} ", older)
    on_entries("  the last entries of all cut off", rf"entry {count} ",
               lambda it: it.ask("DELETE FROM entry WHERE position = ?", count), starts=False)

    # 7, 8: heads.
    def heads_cut(folder, above):
        with Ledger(folder) as it:
            it.ask("DELETE FROM head WHERE number > ?", above)

    bend("7 late heads dropped", rf"head {heads} is missing", lambda folder: heads_cut(folder, heads - 1), starts=False)
    bend("8 all heads dropped", r"head 1 is missing", lambda folder: heads_cut(folder, 0), starts=False)

    # 9: keys.
    def keyless(folder):
        with Ledger(folder) as it:
            it.ask("DELETE FROM chronicle_key WHERE chronicle = ?", case)
            it.compute()

    bend("9 the keys of a living case taken away", rf"entry {places[0]} ", keyless)

    # 10: rows of the vault: every one that was written anew or taken away since.
    with Ledger(early) as it:
        old_rows = dict(it.ask("SELECT mark, kind || '/' || hex(sealed) FROM vault"))
        old_buckets = dict(it.ask("SELECT number, sealed FROM vault_bucket"))
        old_sealed = {mark: (kind, sealed) for mark, kind, sealed in it.ask("SELECT mark, kind, sealed FROM vault")}
    with Ledger(last) as it:
        new_rows = dict(it.ask("SELECT mark, kind || '/' || hex(sealed) FROM vault"))
    changed = [mark for mark in old_rows if old_rows[mark] != new_rows.get(mark)]
    assert len(changed) >= 4, "nothing of the vault changed: the trial tries nothing"
    kinds = set()
    for mark in changed:
        for with_bucket in (False, True):
            def put_back(folder):
                with Ledger(folder) as it:
                    it.ask("INSERT OR REPLACE INTO vault(mark, kind, sealed) VALUES (?, ?, ?)", mark, *old_sealed[mark])
                    if with_bucket and mark[0] in old_buckets:
                        it.ask("INSERT OR REPLACE INTO vault_bucket(number, sealed) VALUES (?, ?)", mark[0], old_buckets[mark[0]])

            tries += 1
            folder = copy(last, f"bend{tries}")
            put_back(folder)
            found = verify(folder, "--tree-only")
            assert found and "sealed row" in found, (mark.hex(), found)
            kinds |= set(re.findall(r"sealed row \((.+?)\)", found))
            shutil.rmtree(folder)
    assert {"credential", "session", "calendar"} <= kinds, kinds
    print(f"evidence: 10 {len(changed)} older rows of the vault put back, with and without their buckets: {', '.join(sorted(kinds))}")

    def counter_back(folder):
        with Ledger(early) as it:
            sealed, = it.ask("SELECT sealed FROM counter")[0]
        with Ledger(folder) as it:
            it.ask("UPDATE counter SET sealed = ?", sealed)

    # Which row is read first against the older counter is chance: the names of rows are keyed.
    bend("10 the older counter put back", r"entry|counter|sealed row", counter_back, starts=False)

    def taken_away(folder):
        with Ledger(folder) as it:
            it.ask("DELETE FROM vault WHERE rowid = (SELECT max(rowid) FROM vault)")

    bend("10 a row of the vault taken away", r"sealed row", taken_away, "--tree-only")

    # 11: settings, the pack, the index file.
    def set_plain(folder, **changes):
        with Ledger(folder) as it:
            plain = json.loads(it.ask("SELECT value FROM setting WHERE name = 'installation'")[0][0])
            it.ask("UPDATE setting SET value = ? WHERE name = 'installation'", json.dumps({**plain, **changes}).encode())

    for setting, change in (("demo", {"isDemo": False}), ("pack", {"pack": str(Path("Packs/demo-land").resolve())}),
                            ("country", {"country": "XX"}), ("name", {"name": "another"})):
        bend(f"11 the setting {setting} changed", f'"{setting}"', lambda folder: set_plain(folder, **change), "--tree-only", starts=False)

    def slots(folder):
        with Ledger(folder) as it:
            plain = json.loads(it.ask("SELECT value FROM setting WHERE name = 'slots'")[0][0])
            it.ask("UPDATE setting SET value = ? WHERE name = 'slots'", json.dumps({**plain, "more": 1}).encode())

    bend("11 the key slots changed", '"key slots"', slots, "--tree-only", starts=False)
    for file, says, starts in (("index.sealed", r"index\.sealed", True), ("counter.sealed", r"counter\.sealed", False)):
        def flip(folder):
            path = folder / file
            content = bytearray(path.read_bytes())
            content[len(content) // 2] ^= 1
            path.write_bytes(content)

        bend(f"11 the file {file} altered", says, flip, "--tree-only", starts=starts)
    bend("11 the file counter.sealed taken away", r"counter\.sealed", lambda folder: (folder / "counter.sealed").unlink(), "--tree-only",
         starts=False)

    # The pack: a folder that was changed is named and not taken, and the accepted edition cannot be changed unseen.
    pack, land = place / "pack", place / "land"
    shutil.copytree("Packs/saint-lucia", pack)
    run("init", "--data", land, "--pack", pack)
    assert "differs" not in run("staff", "list", "--data", land).stderr and verify(land) is None
    with (pack / "roles.yml").open("a") as roles:
        roles.write("\n# changed\n")
    said = run("staff", "list", "--data", land).stderr
    assert "roles.yml" in said and "the accepted edition goes on" in said, said
    print(f"evidence: 11 the pack changed: {said.strip()}")

    def edition(folder):
        with Ledger(folder) as it:
            it.ask("UPDATE blob SET sealed = CAST(substr(sealed, 1, length(sealed) - 1) || x'00' AS BLOB)")

    bend("11 the accepted edition of the pack altered", r"came with entry 1 ", edition, base=land)

    # 12: a copy that is short, and a rollback of everything.
    def short(folder):
        for file in folder.glob("ledger.sqlite*"):
            file.unlink()
        for file in early.glob("ledger.sqlite*"):
            shutil.copy(file, folder / file.name)

    bend("12 the ledger of an hour ago", rf"entry {count_early + 1} is missing", short, starts=False)
    bend("12 the same without the index file", rf"entry {count_early + 1} is missing",
         lambda folder: (short(folder), (folder / "index.sealed").unlink()), starts=False)
    assert verify(early) is None, "the whole folder of an hour ago is consistent in itself"
    kept = place / "head.txt"
    kept.write_text(notes[1])
    assert verify(last, "--head", kept) is None, "the control: the head that was kept does not fit the folder it is of"
    found = verify(early, "--head", kept)
    assert found and "head" in found, found
    print(f"evidence: the whole folder of an hour ago, against the head that was kept: {found}")

    # What is cut is bent back: it must be clean again, or the bends above were found for another reason.
    again = copy(last, "again")
    with Ledger(again) as ledger:
        row = ledger.row(places[1])
        ledger.put(places[1], (*row[:3], row[3][:-1] + bytes([row[3][-1] ^ 1]), *row[4:]))
    assert verify(again) is not None
    with Ledger(again) as ledger:
        ledger.put(places[1], row)
    assert verify(again) is None, "the control: what was bent back is not clean"
print(f"evidence: {tries} bends found, every untouched copy clean")
