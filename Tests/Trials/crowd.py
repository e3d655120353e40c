"""Fifty phones in one room at the same moment, each a page of its own in Chromium, without JavaScript, since many are old."""

import asyncio
import random
import threading
import time

from playwright.async_api import async_playwright

GIVEN = ("Marie Kervin Anselma Joachim Shernelle Delroy Philomène Tevin Octavia Lucius Jermila Castor Ianthe Rosalie Elwin Solange Cuthbert "
         "Verlyn Nathalie Augustin Theresia Kimani Perpetua Denzil Marcella").split()
FAMILY = ("Auguste", "Joseph", "Charlemagne", "St. Rose", "Montoute", "Jn Baptiste", "Félicien")


class Phone:
    """One phone of 360 px that keeps nothing from the phone before it. What its owner knew is kept, to recount the results."""

    def __init__(self, index, right):
        self.index, self.right, self.own, self.knew = index, right, None, {}
        self.chance = random.Random(index)
        self.name = f"{GIVEN[index % len(GIVEN)]} {FAMILY[index // len(GIVEN)]}"

    async def begin(self, browser):
        context = await browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=False)
        self.page = await context.new_page()
        self.page.set_default_timeout(120_000)

    async def choose(self, name):
        """One of a long list, or of a few buttons."""
        page = self.page
        if await page.locator(f"select#{name}").count():
            options = await page.locator(f"select#{name} option[value]:not([value=''])").count()
            return await page.select_option(f"#{name}", index=1 + self.index % options)
        buttons = page.locator(f"input[name={name}]")
        await buttons.nth(self.index % await buttons.count()).check()

    async def send(self):
        await self.page.click("main form button:not([name])")
        await self.page.wait_for_load_state()

    async def join(self, address):
        page = self.page
        await page.goto(address)
        await page.fill("#name", self.name)
        for question in ("agency", "group", "sex"):
            await self.choose(question)
        await self.send()
        assert "/t/" in page.url, await page.inner_text("main")
        self.own = page.url.split("?")[0]

    async def answer(self, sitting, least, most):
        """Knows each answer with a chance of its own."""
        page, chance = self.page, self.chance
        await page.goto(f"{self.own}/tests/{sitting}")
        knows, known = chance.uniform(least, most), set()
        groups = await page.locator("main fieldset:not(#confidence)").all()
        self.items = len(groups)
        for group in groups:
            name = await group.get_attribute("id")
            right = self.right[name]
            wrong = [one for one in [await each.get_attribute("value") for each in await group.locator("input").all()] if one != right]
            is_known = chance.random() < knows
            if is_known:
                known.add(name)
            await group.locator(f"input[value='{right if is_known else chance.choice(wrong)}']").check()
        await page.check(f"#confidence-{min(4, int(knows * 5))}")
        await self.send()
        assert page.url.split("?")[0] == self.own, await page.inner_text("main")
        self.knew[sitting] = known

    async def rate(self):
        page = self.page
        await page.goto(self.own + "/opinion")
        for group in await page.locator("main fieldset").all():
            await group.locator("input").first.check()
        await self.send()

    def gain(self):
        """Units: points of a hundred."""
        return 100 * (len(self.knew["after"]) - len(self.knew["before"])) / self.items


class Crowd:
    """All phones do the same thing at once, in a thread of their own, so that the trainer's browser may wait for them."""

    def __init__(self, count, right):
        self.phones = [Phone(index, right) for index in range(count)]
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self._run(self._begin())

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    async def _begin(self):
        self.playwright = await async_playwright().start()
        self.browser = await self.playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for phone in self.phones:
            await phone.begin(self.browser)

    def all(self, act):
        """Gives how long the last of them took, in seconds."""
        async def together():
            await asyncio.gather(*(act(phone) for phone in self.phones))

        started = time.monotonic()
        self._run(together())
        return time.monotonic() - started

    def leave(self):
        async def close():
            await self.browser.close()
            await self.playwright.stop()

        self._run(close())
        self.loop.call_soon_threadsafe(self.loop.stop)
