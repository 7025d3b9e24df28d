// After htmx put in a part: the focus goes to what asks for it (an error, a heading), and a
// failure of the net is said in words, since nothing else on the page would change.
(function () {
  "use strict";

  function focus(root) {
    if (!root.querySelector) return;
    var wanted = root.matches && root.matches("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (wanted) wanted.focus();
  }

  function say(text) {
    var box = document.getElementById("net-trouble");
    if (!box) {
      box = document.createElement("div");
      box.id = "net-trouble";
      box.className = "note warn net-trouble";
      box.setAttribute("role", "alert");
      document.body.appendChild(box);
    }
    box.textContent = text;
    box.hidden = !text;
  }

  // What was typed into a part ([data-keep-typed]) while its new version was on the way stays.
  var typed = null;

  function named(root) {
    return Array.prototype.filter.call(root.querySelectorAll("input,select,textarea"), function (one) {
      return one.name && !/^(hidden|file|submit|button)$/.test(one.type);
    });
  }

  document.addEventListener("htmx:beforeSwap", function (event) {
    var part = event.detail.target;
    typed = null;
    if (!part || !part.hasAttribute("data-keep-typed") || !event.detail.shouldSwap) return;
    typed = {};
    named(part).forEach(function (one) {
      var ticked = /^(radio|checkbox)$/.test(one.type);
      typed[one.name + (ticked ? "=" + one.value : "")] = ticked ? one.checked : one.value;
    });
  });
  document.addEventListener("htmx:afterSwap", function () {
    if (!typed) return;
    var known = typed;
    typed = null;
    document.querySelectorAll("[data-keep-typed]").forEach(function (part) {
      named(part).forEach(function (one) {
        var ticked = /^(radio|checkbox)$/.test(one.type);
        var key = one.name + (ticked ? "=" + one.value : "");
        if (!(key in known)) return;
        if (ticked) one.checked = known[key];
        else one.value = known[key];
      });
    });
  });

  // htmx:load comes for each new piece, whichever way it was put in (and once for the page).
  document.addEventListener("htmx:load", function (event) {
    if (event.target !== document.body) focus(event.target);
  });
  document.addEventListener("DOMContentLoaded", function () { focus(document); });
  // Nobody pressed what asks by itself every few seconds; it just asks again.
  function byItself(event) {
    var trigger = event.detail.elt && event.detail.elt.getAttribute("hx-trigger");
    return board() || /^every\b/.test(trigger || "");
  }

  function board() {
    return document.documentElement.dataset.app === "board";
  }

  document.addEventListener("htmx:sendError", function (event) {
    if (byItself(event)) return;
    say("网络断了，刚才那一下没有发出去。您填的都还在，连上网后再按一次。");
  });
  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    if (board() || (byItself(event) && status !== 401 && status !== 403)) return;
    if (status === 403 || status === 401) {
      say("登录已经过期。请在新窗口重新登录，再回来按一次，填的内容不会丢。");
    } else if (status === 404) {
      say("这一件已经不在您的清单里了。请刷新页面看最新的情况。");
    } else {
      say("系统暂时没有答应这一步，没有重复办理。请过一会儿再按一次，还不行请拨 12345。");
    }
  });
  document.addEventListener("htmx:afterOnLoad", function (event) {
    if (event.detail.xhr.status < 400 && !byItself(event)) say("");
  });
})();
