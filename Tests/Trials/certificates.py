"""What a workshop leaves in people's hands: one PDF for all, a page that checks each, a badge that others can read."""

import base64
import re
import subprocess
import time

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


def badges(phones, address):
    """Each badge names its key; another installation's key, or one changed letter, and it is none."""
    count = 0
    for phone in phones:
        answer = phone.context.request.get(phone.own + "/badge")
        if answer.status == 404:
            continue  # did not pass
        token = answer.text()
        issuer = OB3Verifier.for_issuer_did(re.search(r'"iss":"([^"]+)"', _body(token)).group(1))
        credential = issuer.verify(token)
        assert credential.id.startswith(address + "/verify/"), credential.id
        count += 1
    head, body, signature = token.split(".")
    try:
        issuer.verify(".".join([head, body[:-8] + ("A" if body[-8] != "A" else "B") + body[-7:], signature]))
        raise SystemExit("a changed badge was taken for a good one")
    except OB3VerificationError:
        pass
    print(f"{count} badges verified by openbadgeslib; a changed one is refused")
    return count


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
    assert "This certificate was revoked." in text and "friend" not in text, text
    print("a revoked certificate says so")


def _body(token):
    body = token.split(".")[1]
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
