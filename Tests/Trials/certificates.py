"""What a workshop leaves in people's hands: one PDF for all, a page that checks each, a badge that others can read."""

import base64
import json
import re
import subprocess
import time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

MOST_SECONDS = 5


def papers(trainer, address, number):
    """The list, then all in one file; gives the serials. Two clicks."""
    page = trainer.page
    trainer.click(f"main a[href='/workshops/{number}/certificates']")
    serials = [link.split("/")[-1] for link in page.locator("main a[href^='/verify/']").evaluate_all("all => all.map(a => a.pathname)")]
    started = time.monotonic()
    with page.expect_download() as waiting:
        trainer.click("main a[href$='/certificates/paper']")
    file = waiting.value.path()
    seconds = time.monotonic() - started
    pages = int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout).group(1))
    assert pages == len(serials), (pages, len(serials))
    assert seconds <= MOST_SECONDS, f"the papers took {seconds:.1f} s"
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert all(f"{address}/verify/{serial}" in text.replace("\n", "") for serial in serials), "a page lacks its address"
    print(f"{pages} certificates in one PDF after {seconds:.1f} s (at most {MOST_SECONDS})")
    return serials


def checks(page, address, serials):
    """Anyone's look at each, without a name, and at one that is revoked."""
    for serial in serials:
        page.goto(f"{address}/verify/{serial}?lang=en")
        text = page.inner_text("main")
        assert "This certificate is valid." in text and "does not show a name" in text, text
    print(f"{len(serials)} pages say that a certificate is valid")


def published_key(page, address):
    """The key that badges of this country are signed with, as anybody reads it."""
    page.goto(f"{address}/verify?lang=en")
    return re.search(r"did:key:z\w+", page.inner_text("main")).group(0)


def badges(phones, address, did):
    """Each badge by our published key. Signed by another key, or with one changed letter, it is none."""
    issuer = OB3Verifier.for_issuer_did(did)
    count = 0
    for phone in phones:
        answer = phone.context.request.get(phone.own + "/badge")
        if answer.status == 404:
            continue  # did not pass
        token = answer.text()
        credential = issuer.verify(token)
        assert credential.id.startswith(address + "/verify/"), credential.id
        count += 1
    head, body, signature = token.split(".")
    changed = ".".join([head, body[:-8] + ("A" if body[-8] != "A" else "B") + body[-7:], signature])
    for false in (changed, forged(token), forged(token, names=did)):
        try:
            issuer.verify(false)
        except OB3VerificationError:
            continue
        raise SystemExit("a false badge was taken for a good one")
    print(f"{count} badges verified by openbadgeslib with the key of /verify; a changed one and those signed by another key are refused")
    return count


def forged(token, names=None):
    """The same badge for somebody else, signed by a key made here; it names that key, or ours."""
    head, body = (json.loads(_part(token, index)) for index in (0, 1))
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    did = names or "did:key:z" + _base58(b"\x80\x24" + point)
    head["kid"] = did + "#" + did.removeprefix("did:key:")
    body["iss"] = body["issuer"]["id"] = did
    body["credentialSubject"]["identifier"][0]["identityHash"] = "Nobody At All"
    signed = _base64url(json.dumps(head).encode()) + "." + _base64url(json.dumps(body).encode())
    r, s = utils.decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return signed + "." + _base64url(r.to_bytes(32, "big") + s.to_bytes(32, "big"))


def names(page, address, serial, name):
    """The name on the paper shows itself as the same; a forged one does not, and nothing is told."""
    page.goto(f"{address}/verify/{serial}?lang=en")
    for typed, sentence in (("Nobody At All", "This is not the name on the certificate."), (name.upper(), "This is the name on the certificate.")):
        page.fill("#name", typed)
        page.click("main form button")
        page.get_by_text(sentence).wait_for()
        assert typed.split()[0] not in page.url, page.url
    print("a forged name shows on the page that checks a certificate, and the right one is not told")


def expired(trainer, address, page):
    """A course of attendance alone, held years ago and entered from a sheet of paper: its certificate says that it has expired."""
    staff = trainer.page
    staff.goto(f"{address}/courses/new")
    for name, value in (("title", "First look at the law"), ("modules", "Law; 45\nPractice; 60"), ("pass", 0), ("attendance", 50), ("validity", 6)):
        staff.fill(f"#{name}", str(value))
    _choose(staff, "topic")
    staff.click("main form button")
    staff.click("main a[href^='/workshops/new?course=']")
    for name, value in (("day.day", 4), ("day.month", 5), ("day.year", 2022), ("days", 1), ("place", "Gros Islet"), ("capacity", 20)):
        staff.fill(f"[name='{name}']", str(value))
    _choose(staff, "language")
    _choose(staff, "halves")
    staff.fill("#outside", "Perpetua Laborde")
    staff.click("main form button")
    number = re.search(r"/workshops/(W-[0-9-]+)$", staff.url)
    assert number, staff.inner_text("main")
    number = number.group(1)
    staff.goto(f"{address}/workshops/{number}/people")
    staff.fill("#name", "Theresia Montoute")
    _choose(staff, "agency")
    staff.click("main form[action$='/nominations'] button")
    staff.goto(f"{address}/workshops/{number}/attendance")
    for mark in staff.locator("main tbody select").all():
        mark.select_option("present")
    staff.click("main form[action$='/attendance'] button")
    staff.goto(f"{address}/workshops/{number}")
    staff.click("main form[action$='/closure'] button")
    staff.goto(f"{address}/workshops/{number}")
    staff.click("main form[action$='/certificates'] button")
    staff.goto(f"{address}/workshops/{number}/certificates")
    serial = staff.locator("main a[href^='/verify/']").first.inner_text()
    page.goto(f"{address}/verify/{serial}?lang=en")
    text = page.inner_text("main")
    assert "This certificate has expired." in text and page.title().startswith("Expired"), text
    print("an expired certificate says so")
    return number


def revoke(trainer, address, number, serial):
    """By the page of whoever holds it, with a reason that nobody outside reads."""
    page = trainer.page
    page.goto(f"{address}/workshops/{number}")
    page.locator(f"main tr:has-text('{serial}') a[href*='/people/']").first.click()
    page.click("main details summary:has-text('Revoke')")
    page.fill("main details[open] textarea", "Signed for by a friend")
    page.click("main details[open] button")
    page.goto(f"{address}/verify/{serial}?lang=en")
    text = page.inner_text("main")
    assert "This certificate was revoked." in text and "friend" not in text and page.title().startswith("Revoked"), text
    print("a revoked certificate says so")


def _choose(page, name):
    """The first choice, of a list or of radio buttons."""
    if page.locator(f"select#{name}").count():
        page.select_option(f"#{name}", index=1)
    else:
        page.locator(f"main [name={name}]").first.check()


def _part(token, index):
    part = token.split(".")[index]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _base58(data):
    letters, number, text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = letters[rest] + text
    return text
