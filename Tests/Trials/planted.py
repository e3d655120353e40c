"""Puts a hundred secrets through every page, the interface and the terminal, then looks for them in every byte that was written.

Usage: planted.py ANSE. Looks in the data folder and in what the server said, while it runs, after a stop and after kill -9; a
control that is planted in the folder must be found, or the search itself is worth nothing.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import uuid
from pathlib import Path

from visitor import Visitor, serve, wait

anse, PORT = sys.argv[1], 8498
ADDRESS = f"http://localhost:{PORT}"
PASSWORD = "fictional people only"
secrets = []


def secret(kind):
    """Letters only, so that no form turns it away and no encoding hides it."""
    letters = "".join(chr(97 + byte % 26) for byte in os.urandom(12))
    secrets.append(f"Zq{kind}{letters}")
    return secrets[-1]


def number():
    digits = "".join(str(byte % 10) for byte in os.urandom(9))
    secrets.append(f"75855{digits}")
    return secrets[-1]


def found(folder, log):
    """The secrets that can be read in any file, as they are, in UTF-16, in base 64 and in small letters."""
    texts = [path.read_bytes() for path in [*folder.rglob("*"), log] if path.is_file()]
    names = " ".join(str(path) for path in folder.rglob("*"))
    hits = set()
    for one in secrets:
        shapes = [one.encode(), one.lower().encode(), one.encode("utf-16-le"), one[::-1].encode()]
        if any(shape in text or shape in text.lower() for text in texts for shape in shapes) or one in names:
            hits.add(one)
    return hits


def terminal(*arguments, **more):
    done = subprocess.run([anse, *arguments, "--data", str(data)], input=PASSWORD + "\n", capture_output=True, text=True, **more)
    assert done.returncode in (0, 3), done.stderr
    return done.stdout


def program(token, path, body):
    request = urllib.request.Request(
        ADDRESS + path, json.dumps(body).encode(), {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    return json.loads(urllib.request.urlopen(request).read())


def casework():
    """One case from its opening to its end, with a secret wherever a person writes."""
    manager, provider = people["case-manager"], people["service-provider"]
    form = {"case_kind": "suspected", "given_name": secret("given"), "reason": secret("reason")}
    case = manager.confirm(manager.send("/cases/new", form)[1])[1]
    for section, answers in (
        ("identity", {"family_name": secret("family"), "middle_name": secret("middle"), "identity_number": secret("paper")}),
        ("contact", {"mobile_phone": number(), "email": secret("mail") + "@example.lc", "home_street": secret("street")}),
        ("needs", {"health_needs": secret("health"), "urgent_needs": "legal"}),
    ):
        where = manager.send(f"{case}/forms/{section}", answers)[1]
        assert "/check?draft=" in where, (section, where)
        assert manager.confirm(where)[0] == 303
    manager.send(f"{case}/forms/household", {"job_title": secret("draft"), "save": "1"})
    manager.send(f"{case}/consents", {"purpose": "referral", "given.day": "1", "given.month": "6", "given.year": "2026", "language": "en"})
    status, where = manager.send(
        f"{case}/referrals", {"service": "housing", "to": "ngo-shelter", "text": secret("message")}, f"{case}/referrals?service=housing")
    assert (status, where) == (303, case), (status, where)
    manager.send(f"{case}/notes", {"text": secret("note")})
    referral = re.search(rf"{case}/referrals/([0-9a-f-]+)", manager.ask(case)[1]).group(1)
    assert provider.send(f"{case}/referrals/{referral}/decision", {"decision": "accept"}, f"{case}/referrals/{referral}")[0] == 303
    provider.send(f"{case}/services", {
        "service": "housing", "on.day": "2", "on.month": "6", "on.year": "2026", "text": secret("service"), "referral": referral})
    provider.send(f"{case}/referrals/{referral}/completion", {}, f"{case}/referrals/{referral}")
    manager.send(f"{case}/records/goal", {"go_what": secret("goal")})
    manager.send(f"{case}/todo", {"text": secret("task"), "due.day": "1", "due.month": "1", "due.year": "2030"})
    papers(manager, case)
    assert manager.send(f"{case}/closure/request", {"reason": "goals-met", "text": secret("closure")}, f"{case}/closure")[1] == case
    assert people["supervisor"].send(f"{case}/closure", {"reason": "goals-met"})[1] == case
    manager.send(f"{case}/reopening", {"text": secret("reopened")})
    manager.send("/cases/search", {"name": secret("search")}, "/cases")
    assert secrets[-1] not in manager.ask("/cases")[1]
    return case


def papers(manager, case):
    """A file, whom it was given to, and a summary pressed of everything."""
    where = manager.send(
        f"{case}/attachments", {"text": secret("filetext"), "compartment": "welfare"},
        file=(secret("filename") + ".txt", secret("content").encode()))
    assert where == (303, f"{case}/attachments"), where
    file = re.search(rf"{case}/attachments/([0-9a-f-]+)", manager.ask(f"{case}/attachments")[1]).group(1)
    assert secrets[-1] in manager.ask(f"{case}/attachments/{file}")[1]
    manager.send(f"{case}/attachments/{file}/hand-over", {"text": secret("hand")}, f"{case}/attachments")
    parts = {"part": ["form.new-case", "form.identity", "record.goal", "files"], "chosen": "1"}
    assert manager.send(f"{case}/summary", parts) == (303, f"{case}/attachments")


def raid(manager):
    """An incident with people whose names are pasted, and what must not get around."""
    where = manager.send("/incidents/new", {
        "ic_on.day": "2", "ic_on.month": "6", "ic_on.year": "2026", "ic_what": secret("found"), "ic_where": secret("yard"),
        "ic_conflict": secret("cousin")})[1]
    incident = "/".join(where.split("/")[:3])
    lines = "\n".join(f"{secret('pasted')} {secret('pastedfamily')}" for _ in range(3))
    assert manager.confirm(manager.send(f"{incident}/people", {"list": lines})[1])[0] == 303
    assert secrets[-1] in manager.ask(incident)[1]
    manager.send("/concerns/new", {
        "cn_source": "hotline", "cn_urgency": "urgent", "cn_what": secret("call"), "cn_where": secret("place"),
        "cn_caller": secret("caller"), "cn_phone": number()})


def others(trainer, officer):
    """Somebody on the list of a workshop, and a campaign: none of their words is for the disk."""
    workshops = sorted(set(re.findall(r"/workshops/(W-\d{4}-\d{4})", trainer.ask("/workshops")[1])))
    person = {"name": secret("trainee"), "agency": "police", "email": secret("mailbox").lower() + "@example.lc"}
    # The one to come, and those held until they are closed for good: a list on paper is often typed late.
    taken = [number for number in workshops
             if trainer.send(f"/workshops/{number}/nominations", person, f"/workshops/{number}/people")[0] == 303]
    assert taken and secrets[-2] in trainer.ask(f"/workshops/{taken[0]}")[1], taken
    status, where = officer.send("/campaigns/new", {
        "ca_name": secret("campaign"), "ca_know": secret("know"), "ca_do": secret("do"), "ca_call": secret("slogan")})
    assert status == 303 and secrets[-4] in officer.ask(where)[1], (status, where)


def partner(asker, other):
    """A file for a partner: made of people whose every word is a secret, sealed, and refused with words."""
    form = {
        "format": "htcds", "recipient": secret("partner"), "reason": "study", "words": secret("study"),
        "keys": "age1x9gjnxtlvu3hf0qtgw5s62vxty98v6hy7xzv0vqt7tj3nmgkx5tsawd84h",
        "from.day": "1", "from.month": "1", "from.year": "2020", "until.day": "1", "until.month": "1", "until.year": "2100"}
    paths = []
    for _ in range(2):
        status, path = asker.confirm(asker.send("/exports/new", form)[1])
        assert status == 303 and secrets[-2] in asker.ask(path)[1], (status, path)
        paths.append(path)
    assert other.send(f"{paths[0]}/refusal", {"text": secret("refusal")}, paths[0])[0] == 303
    assert other.send(f"{paths[1]}/agreement", {}, paths[1])[0] == 303
    assert asker.send(f"{paths[1]}/file", {}, paths[1])[0] == 303
    assert asker.ask(f"{paths[1]}/file")[0] == 200


with tempfile.TemporaryDirectory() as place:
    data, log = Path(place) / "data", Path(place) / "log"
    server = serve(anse, "demo", "--data", str(data), "--port", str(PORT), "--cases", "5", log=log.open("w"))
    wait(ADDRESS + "/health")
    people = {name: Visitor(ADDRESS) for name in ("case-manager", "service-provider", "supervisor", "training-officer", "campaign-officer", "focal-point")}
    for name, visitor in people.items():
        visitor.sign_in(name, PASSWORD)
    cases = [casework() for _ in range(5)]
    raid(people["case-manager"])
    others(people["training-officer"], people["campaign-officer"])
    partner(people["focal-point"], people["supervisor"])
    token = terminal("token", "case-manager", "--scopes", "read,write", "--name", secret("program")).strip()
    secrets.append(token)
    for _ in range(5):
        terminal("staff", "add", secret("signin").lower(), "--name", secret("staff"), "--agency", "police", "--role", "first-responder")
        opened = program(token, "/api/v1/cases", {
            "id": str(uuid.uuid4()), "answers": {"case_kind": "suspected", "given_name": secret("api"), "reason": secret("said")}})
        program(token, f"/api/v1/cases/{opened['number']}/actions", {
            "id": str(uuid.uuid4()), "action": {"kind": "noted", "text": secret("programnote")}})
    sheet = Path(place) / f"{secret('filename')}.csv"
    sheet.write_text("given_name,reason\n" + "".join(f"{secret('row')},{secret('cell')}\n" for _ in range(5)))
    terminal("import", "csv", str(sheet))
    sheet.unlink()
    table = Path(place) / "table.csv"
    terminal("export", "csv", "-o", str(table))
    exported = table.read_text()
    table.unlink()
    assert sum(one in exported for one in secrets) > 60, "the secrets are not in the cases: the trial tries nothing"
    running = found(data, log)
    server.terminate()
    server.wait()
    stopped = found(data, log)
    server = serve(anse, "serve", "--data", str(data), "--port", str(PORT), log=log.open("a"))
    wait(ADDRESS + "/health")
    Visitor(ADDRESS).ask("/unlock", {"passphrase": PASSWORD})
    for name, visitor in people.items():
        visitor.ask("/work")
    people["case-manager"].send(f"{cases[0]}/notes", {"text": secret("last")})
    server.kill()
    server.wait()
    killed = found(data, log)
    (data / "control").write_text(secrets[0])
    control = found(data, log)

print(f"{len(secrets)} secrets: {len(running)} found while it ran, {len(stopped)} after a stop, {len(killed)} after kill -9; control {len(control)}")
for one in sorted(running | stopped | killed):
    print("  found: " + re.match("Zq[a-z]{0,6}|7585", one).group(0))
sys.exit(0 if len(secrets) >= 100 and not running | stopped | killed and control == {secrets[0]} else 1)
