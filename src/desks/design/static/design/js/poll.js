// A part of the page that keeps itself fresh: <div data-poll="address" data-every="5"
// data-target="work">. It asks with the mark of what it has (ETag); an unchanged part costs one
// 304 and touches nothing. While the server is away it keeps the last state and says so in
// <… data-poll-words>, and on the part itself (data-away).
(function () {
  "use strict";

  function start(box) {
    var every = Number(box.dataset.every || 5) * 1000;
    var mark = "";
    var since = 0;

    function away(yes) {
      var words = document.querySelector("[data-poll-words]");
      if (yes && !since) since = Date.now();
      if (!yes) since = 0;
      if (yes) box.setAttribute("data-away", "");
      else box.removeAttribute("data-away");
      if (!words) return;
      words.hidden = !yes;
      words.textContent = yes ? words.dataset.pollWords : "";
    }

    function put(text) {
      var kept = document.activeElement && box.contains(document.activeElement)
        ? document.activeElement.id : "";
      box.innerHTML = text;
      if (window.htmx) window.htmx.process(box);
      var again = kept && document.getElementById(kept);
      if (again) again.focus();
      box.dispatchEvent(new CustomEvent("poll:changed", { bubbles: true }));
    }

    // Somebody in the middle of typing or choosing is not disturbed.
    function busy() {
      var active = document.activeElement;
      return document.hidden && !box.hasAttribute("data-always") || active && box.contains(active) &&
        /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName) || box.querySelector("form[data-sent]");
    }

    function ask() {
      if (busy()) {
        window.setTimeout(ask, every);
        return;
      }
      var headers = { "X-Poll": "1", "HX-Request": "true" };
      if (box.dataset.target) headers["HX-Target"] = box.dataset.target;
      if (mark) headers["If-None-Match"] = mark;
      var abort = new AbortController();
      var timer = window.setTimeout(function () { abort.abort(); }, 10000);
      fetch(box.dataset.poll, {
        headers: headers, cache: "no-store", credentials: "same-origin", redirect: "error",
        signal: abort.signal
      }).then(function (answer) {
        if (answer.status === 304) return away(false);
        if (answer.status === 404) return window.location.reload();  // no longer for us
        if (!answer.ok) return away(true);
        return answer.text().then(function (text) {
          mark = answer.headers.get("ETag") || "";
          put(text);
          away(false);
        });
      }).catch(function () { away(true); }).then(function () {
        window.clearTimeout(timer);
        window.setTimeout(ask, every);
      });
    }

    window.setTimeout(ask, every);
  }

  document.querySelectorAll("[data-poll]").forEach(start);
})();
