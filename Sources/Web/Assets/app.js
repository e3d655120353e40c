// Leaves at once: Shift three times, or the bar. Back afterwards does not show this page again.
(function () {
  var exit = document.querySelector("[data-exit]"), presses = 0, last = 0, isStepped = false, pressed;
  function leave(event) {
    if (event) event.preventDefault();
    document.title = " ";
    document.body.hidden = true;
    unstepped(function () { location.replace(exit.href); });
  }
  // The steps of a form are one entry of the history more. It goes before anything takes the place of the page, and what is left of it
  // leads out.
  function unstepped(then) {
    if (!isStepped) return then();
    var late = setTimeout(done, 500);
    function done() { clearTimeout(late); removeEventListener("popstate", done); then(); }
    isStepped = false;
    history.replaceState(null, "", exit.href);
    addEventListener("popstate", done);
    history.back();
  }
  if (exit) {
    exit.addEventListener("click", leave);
    document.addEventListener("keyup", function (event) {
      var now = Date.now();
      presses = event.key === "Shift" && now - last < 1000 ? presses + 1 : event.key === "Shift" ? 1 : 0;
      last = now;
      if (presses === 3) leave();
    });
    Array.prototype.forEach.call(document.querySelectorAll("a[data-replace]"), function (link) {
      link.addEventListener("click", function (event) { event.preventDefault(); location.replace(link.href); });
    });
  }
  // A code and messages do not come back with Back, where a browser keeps pages it has left.
  if (document.querySelector("[data-once]")) {
    addEventListener("pagehide", function () { document.getElementById("main").textContent = ""; });
    addEventListener("pageshow", function (event) { if (event.persisted) location.replace(document.querySelector("a.home").href); });
  }
  // Old browsers do not say which button sent a form.
  document.addEventListener("click", function (event) { pressed = event.target.closest && event.target.closest("button"); }, true);
  // One step at a time, on the form that has steps; without this script it is one page.
  var faults = document.querySelector("[role=alert]");
  if (faults) faults.focus();
  var steps = document.querySelectorAll("form[data-steps] > section"), at = 0;
  if (steps.length > 1 && !faults) {
    var form = steps[0].parentNode, send = form.querySelector("[data-send]"), next = form.querySelector("[data-next]");
    var back = form.querySelector("[data-back]"), told = form.querySelector("[data-step]"), isPublic = document.body.hasAttribute("data-replace");
    var show = function (move) {
      at = Math.max(0, Math.min(steps.length - 1, at + move));
      for (var i = 0; i < steps.length; i++) steps[i].hidden = i !== at;
      back.hidden = at === 0;
      next.hidden = at === steps.length - 1;
      send.hidden = at !== steps.length - 1;
      told.hidden = false;
      told.textContent = told.dataset.step.replace("{step}", at + 1).replace("{steps}", steps.length);
      if (isPublic && at > 0 && !isStepped) { history.pushState({ step: at }, ""); isStepped = true; }
      if (move) { told.focus(); scrollTo(0, 0); }
    };
    next.addEventListener("click", function () { show(1); });
    back.addEventListener("click", function () { if (isStepped) history.back(); else show(-1); });
    // The button of the phone that goes back goes one step back, as the one of the page does.
    addEventListener("popstate", function (event) {
      var move = event.state ? 1 : isStepped ? -1 : 0;
      isStepped = !!event.state;
      if (move) show(move);
    });
    // Enter in a question goes on, and sends nothing before the last step.
    form.addEventListener("submit", function (event) {
      var button = event.submitter || pressed;
      if (at === steps.length - 1 || button && button.name) return;
      event.preventDefault();
      event.stopPropagation();
      show(1);
    });
    show(0);
  }
  // Where a page has several forms, the one that was typed in last goes along when another language is chosen.
  var typedIn;
  document.addEventListener("input", function (event) { typedIn = event.target.form || typedIn; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-again]");
    if (!button || !typedIn || typedIn === button.form || (typedIn.method || "").toLowerCase() !== "post") return;
    typedIn.id = typedIn.id || "typed-form";
    button.setAttribute("form", typedIn.id);
    button.setAttribute("formaction", button.getAttribute("formaction").replace(/([?&]form=)[^&]*/, function (all, name) {
      return name + typedIn.getAttribute("action").split("?")[0];
    }));
  }, true);
  // One press of a button is one act; the server also records the same entry only once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
  // On a public page the next page takes its place, an answer too, so that Back after leaving shows none of them.
  if (document.body.hasAttribute("data-replace")) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.origin !== location.origin || link.hash || link.hasAttribute("download")) return;
      event.preventDefault();
      link = link.href;
      unstepped(function () { location.replace(link); });
    });
    document.addEventListener("submit", function (event) {
      var form = event.target, button = event.submitter || pressed || form, name = button.name, data, note, isOver, file;
      pressed = null;
      if (event.defaultPrevented || !window.fetch || !window.URLSearchParams) return;
      event.preventDefault();
      data = new FormData(form);
      if (button !== form && name) data.append(name, button.value);
      file = form.querySelector("[type=file]");
      file = file && file.files[0] ? file.files[0].size : 0;
      note = form.querySelector("[data-note]") || form.insertBefore(document.createElement("p"), form.querySelector(".actions"));
      note.className = "notice";
      note.dataset.note = "1";
      tell("status", document.body.dataset.sending);
      // A large picture on a slow line takes its time.
      setTimeout(lost, 20000 + file / 10);
      fetch(button.getAttribute("formaction") || form.action, {
        method: "POST", credentials: "omit",
        body: (button.formEnctype || form.enctype).indexOf("multipart") ? new URLSearchParams(data) : data
      }).then(function (reply) { return reply.text(); }).then(function (page) {
        if (isOver) return;
        isOver = true;
        unstepped(function () { document.open(); document.write(page); document.close(); scrollTo(0, 0); });
      }).catch(lost);
      function tell(role, words) { note.setAttribute("role", role); note.textContent = words; }
      // What was written stays, and the same form sent twice is kept once.
      function lost() {
        if (isOver) return;
        isOver = true;
        delete form.dataset.sent;
        tell("alert", document.body.dataset.lost);
      }
    });
  }
})();
