// What is typed is kept. A form with data-autosave="<address>" is sent there a few seconds after a
// change; its state stands in [data-draft-state]. While the net is away a copy waits in this
// browser (never for a form with data-no-copy) and is offered again after a reload; one request at
// a time, so an older state never overwrites a newer one.
(function () {
  "use strict";

  var PAUSE = 3000;
  var RETRY = [5000, 10000, 20000, 30000];

  function Draft(form) {
    this.form = form;
    this.address = form.dataset.autosave;
    this.sign = document.querySelector(form.dataset.draftState || "[data-draft-state]");
    this.place = "draft:" + this.address;
    this.sending = false;
    this.changed = false;
    this.failures = 0;
    this.timer = 0;
    form.addEventListener("input", this.touch.bind(this));
    form.addEventListener("change", this.touch.bind(this));
    form.addEventListener("submit", this.leave.bind(this));
    window.addEventListener("online", this.send.bind(this));
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") this.send();
    }.bind(this));
    this.restore();
  }

  Draft.prototype.show = function (kind, text) {
    if (!this.sign) return;
    this.sign.className = "tag " + kind;
    var words = this.sign.querySelector("[data-draft-words]") || this.sign;
    words.textContent = text;
    this.sign.hidden = false;
  };

  Draft.prototype.pairs = function () {
    var pairs = [];
    new FormData(this.form).forEach(function (value, name) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") pairs.push([name, value]);
    });
    return pairs;
  };

  Draft.prototype.touch = function () {
    this.changed = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.send.bind(this), this.failures ? this.wait() : PAUSE);
  };

  Draft.prototype.wait = function () {
    return RETRY[Math.min(this.failures, RETRY.length) - 1] || PAUSE;
  };

  Draft.prototype.send = function () {
    if (!this.changed || this.sending) return;
    clearTimeout(this.timer);
    this.sending = true;
    this.changed = false;
    var draft = this;
    var body = new URLSearchParams(this.pairs());
    var token = this.form.querySelector("[name=csrfmiddlewaretoken]");
    fetch(this.address, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-CSRFToken": token ? token.value : "", "X-Draft": "autosave" }
    }).then(function (response) {
      if (!response.ok) throw response;
      draft.noteVersion(response.headers.get("X-Draft-Version"));
      return response.text();
    }).then(function (words) {
      // The server says when, by its own clock (responses.draft_saved).
      draft.failures = 0;
      draft.forget();
      draft.show("ok", words.length < 40 && words ? words : "已自动保存");
    }).catch(function (trouble) {
      draft.failures += 1;
      draft.changed = true;
      draft.keep();
      if (trouble && (trouble.type === "opaqueredirect" || trouble.status === 401 || trouble.status === 403)) {
        draft.show("bad", "登录过期，没存上。请在新窗口登录后回来接着填");
      } else if (trouble && trouble.status === 409) {
        draft.changed = false;
        draft.show("bad", "这份草稿在别处改过。请刷新后接着填");
        return;
      } else {
        draft.show("warn", "没存上，正在重试");
      }
      draft.timer = setTimeout(draft.send.bind(draft), draft.wait());
    }).then(function () {
      draft.sending = false;
      if (draft.changed && !draft.failures) draft.touch();
    });
  };

  // Pages that may be open on two devices say which version they show.
  Draft.prototype.noteVersion = function (version) {
    var field = this.form.querySelector("[data-draft-version]");
    if (field && version) field.value = version;
  };

  Draft.prototype.keep = function () {
    if (this.form.hasAttribute("data-no-copy")) return;
    try {
      localStorage.setItem(this.place, JSON.stringify(this.pairs()));
    } catch (full) { /* private mode or full: the page itself still holds it */ }
  };

  Draft.prototype.forget = function () {
    try { localStorage.removeItem(this.place); } catch (none) { /* nothing kept */ }
  };

  // A copy is left only by a save that failed; it is newer than what the server drew.
  Draft.prototype.restore = function () {
    var text = null;
    try { text = localStorage.getItem(this.place); } catch (none) { return; }
    if (!text) return;
    var byName = {};
    JSON.parse(text).forEach(function (pair) {
      (byName[pair[0]] = byName[pair[0]] || []).push(pair[1]);
    });
    Array.prototype.forEach.call(this.form.elements, function (input) {
      var values = byName[input.name];
      if (!input.name || input.type === "hidden" || input.type === "file") return;
      if (/^(radio|checkbox)$/.test(input.type)) {
        input.checked = Boolean(values) && values.indexOf(input.value) >= 0;
      } else if (values) {
        input.value = values.shift();
      }
    });
    this.show("warn", "上次断网时填的已找回，正在保存");
    this.changed = true;
    this.send();
  };

  // The real submit carries everything; a draft arriving after it would be stale.
  Draft.prototype.leave = function () {
    clearTimeout(this.timer);
    this.changed = false;
    this.forget();
  };

  function start() {
    document.querySelectorAll("form[data-autosave]:not([data-draft-on])").forEach(function (form) {
      form.setAttribute("data-draft-on", "");
      new Draft(form);
    });
  }

  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:load", start);
  if (document.readyState !== "loading") start();
})();
