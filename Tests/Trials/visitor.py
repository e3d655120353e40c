"""What the trials and the bench share: a person at the pages, a program at the interface, a server that comes and goes."""

import atexit
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request


class Visitor:
    """A browser's sign-in, without a browser."""

    def __init__(self, address):
        self.address = address
        self.cookies = {}

    @property
    def cookie(self):
        """As the browser sends them: that of the session, and that by which the device is known."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, path, form=None, kind=None):
        status, body, headers = self.fetch(path, form, kind)
        return status, body.decode(errors="replace"), headers

    def fetch(self, path, form=None, kind=None):
        """The body as it came, such as that of a file."""
        request = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie})
        if kind:
            request.data = form
            request.add_header("Content-Type", kind)
        elif form is not None:
            request.data = urllib.parse.urlencode(form, doseq=True).encode()
        try:
            response = urllib.request.build_opener(Stay).open(request, timeout=20)
        except urllib.error.HTTPError as answer:
            response = answer
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
            if not value:
                del self.cookies[name]
        body = response.read()
        if response.headers.get("Location") == "/prove" or (response.status == 403 and b'action="/prove"' in body):
            self.prove()
            return self.fetch(path, form, kind)
        return response.status, body, response.headers

    def prove(self):
        """Whoever opens much gives a one-time code, then asks for the same again."""
        page = self.ask("/prove")[1]
        code = re.search(r'id="demo-code"[^>]*>(\d+)<', page).group(1)
        token = re.search(r'name="form-token" value="([^"]+)"', page).group(1)
        assert self.ask("/prove", {"code": code, "form-token": token})[0] in (200, 303), "the code of the demo did not count"

    def send(self, path, form, page=None, file=None):
        """Fills in the form that a page sends to a path, with a file (name, bytes) if it takes one. Gives the status and where it leads."""
        for part in self.ask(page or path)[1].split("<form ")[1:]:
            head = part.split(">")[0]
            if f'action="{path}"' in head and 'method="get"' not in head:
                hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', part.split("</form>")[0]))
                status, _, headers = self.upload(path, {**hidden, **form}, *file) if file else self.ask(path, {**hidden, **form})
                return status, headers.get("Location", "")
        raise AssertionError(f"no form is sent to {path}")

    def confirm(self, where, form=None):
        """Presses the button of the page that shows what would be recorded."""
        return self.send(where.split("?")[0], form or {}, where)

    def upload(self, path, form, name, content):
        """Source: RFC 7578."""
        mark = "----anse-trial"
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in form.items()]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n")
        return self.ask(path, b"".join(parts) + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}")

    def sign_in(self, name, password):
        self.ask("/sign-in", {"name": name, "password": password})
        page = self.ask("/sign-in/code")[1]
        code = re.search(r'id="demo-code"[^>]*>(\d+)<', page).group(1)
        token = re.search(r'name="form-token" value="([^"]+)"', page).group(1)
        status, _, _ = self.ask("/sign-in/code", {"code": code, "form-token": token})
        assert status == 303, status


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def wait(address):
    for _ in range(1200):
        try:
            return urllib.request.urlopen(address, timeout=1).read()
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"nobody answers at {address}")


def serve(*command, log=subprocess.DEVNULL):
    """Starts a server that does not outlive us, whatever happens."""
    server = subprocess.Popen(command, stdout=log, stderr=log)
    atexit.register(server.kill)
    return server
