// Under a flood: works for an earlier turn, then sends by itself. Whoever has no script waits and presses the button.
// Source: FIPS 180-4 for one block; Back, Hashcash, 2002.
(function () {
  var button = document.querySelector("[data-turn]"), form = button.form, work = form.elements.work;
  var told = document.querySelector("[data-told]"), mark = form.elements.ticket.value.split(".")[2];
  var k = [], h = [], base = [], w = new Int32Array(64), tries = 0, n, d;
  told.hidden = false;
  function press() { if (!form.dataset.sent) button.click(); }
  // What was worked for is kept: then it is only a matter of asking again.
  if (work.value) return setTimeout(press, button.dataset.turn * 1000);
  // The first bits behind the point of the roots of the primes.
  function bits(root) { return (root - Math.floor(root)) * 4294967296 | 0; }
  for (n = 2; k.length < 64; n++) {
    for (d = 2; d < n && n % d; d++);
    if (d === n) { if (h.length < 8) h.push(bits(Math.sqrt(n))); k.push(bits(Math.pow(n, 1 / 3))); }
  }
  function word(text, at) { return text.charCodeAt(at) << 24 | text.charCodeAt(at + 1) << 16 | text.charCodeAt(at + 2) << 8 | text.charCodeAt(at + 3); }
  for (n = 0; n < 8; n++) base.push(word(mark, n * 4));
  function turned(x, by) { return x >>> by | x << 32 - by; }
  function head(text) {
    var i, x, y, a = h[0], b = h[1], c = h[2], e = h[4], f = h[5], g = h[6], d = h[3], z = h[7], s, t;
    for (i = 0; i < 16; i++) w[i] = i < 8 ? base[i] : 0;
    w[8] = word(text, 0); w[9] = word(text, 4); w[10] = 1 << 31; w[15] = 320;
    for (i = 16; i < 64; i++) {
      x = w[i - 15]; y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + (turned(x, 7) ^ turned(x, 18) ^ x >>> 3) + (turned(y, 17) ^ turned(y, 19) ^ y >>> 10);
    }
    for (i = 0; i < 64; i++) {
      s = z + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (e & f ^ ~e & g) + k[i] + w[i] | 0;
      t = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + (a & b ^ a & c ^ b & c) | 0;
      z = g; g = f; f = e; e = d + s | 0; d = c; c = b; b = a; a = s + t | 0;
    }
    return h[0] + a >>> 0;
  }
  (function some() {
    for (var until = tries + 4000; tries < until; tries++) {
      var text = ("0000000" + tries.toString(36)).slice(-8);
      if (head(text) >>> 32 - button.dataset.bits === 0) { work.value = text; return press(); }
    }
    setTimeout(some, 0);
  })();
})();
