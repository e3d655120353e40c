// Leaves at once: Shift three times, or the bar. Back afterwards does not show this page again.
(function () {
  var exit = document.querySelector("[data-exit]"), presses = 0, last = 0;
  function leave(event) {
    if (event) event.preventDefault();
    document.title = " ";
    document.body.hidden = true;
    location.replace(exit.href);
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
  // One press of a button is one act; the server also records the same entry only once.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 5000);
  });
  var faults = document.querySelector("[role=alert]");
  if (faults) faults.focus();
  // One step at a time, on the form that has steps; without this script it is one page.
  var steps = document.querySelectorAll("form[data-steps] > section"), at = 0;
  if (steps.length > 1 && !faults) {
    var form = steps[0].parentNode, send = form.querySelector("[data-send]"), next = form.querySelector("[data-next]");
    var back = form.querySelector("[data-back]"), told = form.querySelector("[data-step]");
    var show = function (move) {
      at = Math.max(0, Math.min(steps.length - 1, at + move));
      for (var i = 0; i < steps.length; i++) steps[i].hidden = i !== at;
      back.hidden = at === 0;
      next.hidden = at === steps.length - 1;
      send.hidden = at !== steps.length - 1;
      told.hidden = false;
      told.textContent = told.dataset.step.replace("{step}", at + 1).replace("{steps}", steps.length);
      if (move) { told.focus(); scrollTo(0, 0); }
    };
    next.addEventListener("click", function () { show(1); });
    back.addEventListener("click", function () { show(-1); });
    show(0);
  }
  // On a public page the next page takes its place, an answer too, so that Back after leaving shows none of them.
  if (document.body.hasAttribute("data-replace")) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("a[href]");
      if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || link.origin !== location.origin || link.hash) return;
      event.preventDefault();
      location.replace(link.href);
    });
    document.addEventListener("submit", function (event) {
      var form = event.target, data;
      if (event.defaultPrevented || !window.fetch || !window.URLSearchParams) return;
      event.preventDefault();
      data = new FormData(form);
      if (form.method === "get") return location.replace(form.action + "?" + new URLSearchParams(data));
      fetch(form.action, { method: "POST", credentials: "omit", body: form.enctype.indexOf("multipart") ? new URLSearchParams(data) : data })
        .then(function (reply) { return reply.text().then(function (page) { show(page, reply.status === 413); }); })
        .catch(function () { form.submit(); });
      // What is too large is said beside the form, since the page that says it holds nothing of what was written.
      function show(page, isTooLarge) {
        if (!isTooLarge) { document.open(); document.write(page); document.close(); return scrollTo(0, 0); }
        var said = form.querySelector("[role=alert]") || form.insertBefore(document.createElement("p"), form.firstChild);
        said.className = "notice";
        said.setAttribute("role", "alert");
        said.textContent = new DOMParser().parseFromString(page, "text/html").querySelector("main p").textContent;
        delete form.dataset.sent;
      }
    });
  }
})();
