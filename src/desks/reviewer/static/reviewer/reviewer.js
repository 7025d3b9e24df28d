// The keyboard of a review. One point is open; a finding moves on to the next point without
// waiting for the answer, since the findings go out one after the other (hx-sync).
(function () {
  "use strict";

  var list = document.getElementById("points");
  if (!list) return;
  var waiting = 0;
  var pressed = false;
  var showing = 0;

  function rows() {
    return Array.prototype.slice.call(list.querySelectorAll(".pt"));
  }

  function opener(row) {
    return row.querySelector(".pt-open");
  }

  function open(row) {
    rows().forEach(function (other) {
      var on = other === row;
      other.classList.toggle("on", on);
      if (on) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
      opener(other).setAttribute("aria-expanded", on ? "true" : "false");
    });
    show(row.dataset.material);
  }

  // The material a point looks at lies beside it; not while somebody hurries past.
  function show(material) {
    window.clearTimeout(showing);
    if (!material) return;
    showing = window.setTimeout(function () {
      var viewer = document.getElementById("viewer");
      var button = document.getElementById("m-" + material);
      if (button && viewer.dataset.shown !== material) button.click();
    }, 350);
  }

  function go(row) {
    open(row);
    opener(row).focus();
    if (row.scrollIntoView) row.scrollIntoView({ block: "nearest" });
  }

  // The next point without a finding, below first, then from the top.
  function next(row) {
    var all = rows();
    var at = all.indexOf(row);
    var order = all.slice(at + 1).concat(all.slice(0, at));
    return order.find(function (other) { return !other.dataset.verdict; });
  }

  list.addEventListener("focusin", function (event) {
    var row = event.target.closest(".pt");
    if (row && !row.classList.contains("on")) open(row);
  });

  list.addEventListener("click", function (event) {
    var row = event.target.closest(".pt");
    if (!row) return;
    if (event.target.closest(".pt-open")) open(row);
    var shows = event.target.closest("[data-shows]");
    if (shows) {
      event.preventDefault();
      document.getElementById("m-" + shows.dataset.shows).click();
    }
    var wants = event.target.closest("[data-note]");
    if (wants) write(row, wants.dataset.note);
  });

  function write(row, why) {
    var note = row.querySelector("[name=note]");
    if (!note) return;
    note.dataset.why = why;
    // The standard wording is proposed, so that the same fault is called the same everywhere.
    if (why === "fail" && !note.value) note.value = note.dataset.usual;
    note.focus();
    note.select();
  }

  list.addEventListener("keydown", function (event) {
    var note = event.target;
    if (event.key !== "Enter" || event.ctrlKey || event.isComposing || event.keyCode === 229) return;
    if (note.name !== "note") return;
    event.preventDefault();
    var row = note.closest(".pt");
    var verdict = note.dataset.why === "fail" ? "fail" : row.dataset.verdict;
    var button = row.querySelector('[name=verdict][value="' + (verdict || "pass") + '"]');
    // A remark alone judges nothing: it goes out with the verdict that is chosen next.
    if (verdict) button.click(); else button.focus();
  });

  // What was pressed goes along by itself: a request that has to queue forgets its button.
  list.addEventListener("submit", function (event) {
    var row = event.target.closest(".pt");
    waiting += 1;
    if (!row || !event.submitter || !event.submitter.value) return;
    row.dataset.verdict = event.submitter.value;
    row.setAttribute("hx-vals", JSON.stringify({ verdict: event.submitter.value }));
    var following = next(row);
    if (following) go(following);
  }, true);

  // Whatever comes back is closed, unless it is the point at which somebody stands.
  document.body.addEventListener("htmx:afterSwap", function () {
    var all = rows();
    var active = document.activeElement && document.activeElement.closest(".pt");
    var refused = all.find(function (row) { return row.querySelector("[role=alert]"); });
    var current = refused || active || all.find(function (row) { return row.classList.contains("on"); });
    if (current) open(current);
  });

  function done() {
    waiting = Math.max(0, waiting - 1);
    if (waiting || !pressed) return;
    pressed = false;
    // The bar is put in after the row: wait until it stands.
    window.setTimeout(function () {
      var button = document.getElementById("go");
      if (button) { button.focus(); button.click(); }
    }, 30);
  }
  list.addEventListener("htmx:afterRequest", done);

  // Pressed while findings are still on their way: it is pressed when they have arrived.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !event.ctrlKey || !waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed = true;
  }, true);

  document.addEventListener("click", function (event) {
    var goes = event.target.closest("[data-goes]");
    if (goes) {
      event.preventDefault();
      go(document.getElementById("point-" + goes.dataset.goes));
    }
    var zoom = event.target.closest("[data-zoom]");
    var picture = document.getElementById("picture");
    if (!zoom || !picture || zoom === picture) return;
    var step = { in: 1, out: -1 }[zoom.dataset.zoom];
    if (step) {
      var level = Math.min(3, Math.max(0, Number(picture.dataset.zoom || 0) + step));
      picture.dataset.zoom = String(level);
    } else {
      picture.dataset.turn = String((Number(picture.dataset.turn || 0) + 1) % 4);
    }
  });

  // A page put back by the browser must not show the last case's findings.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });

  var first = rows().find(function (row) { return !row.dataset.verdict; }) || rows()[0];
  if (first) {
    if (list.querySelector("[data-key=p]") && !document.querySelector("[role=alert]")) go(first);
    else open(first);
  }
})();
