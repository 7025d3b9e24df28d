// Keyboard of the work desks. An element with data-key="F10" is pressed (or focused, when it is
// a field) by that key. Names: F2, /, ?, Ctrl+Enter, Alt+1, j. Single letters and digits work only
// while the focus is inside the element's data-keys area; nothing while an input method composes.
(function () {
  "use strict";

  var RESERVED = ["F5", "F11", "F12"];

  function name(event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + key;
  }

  function typing(target) {
    return /^(TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable ||
      (target.tagName === "INPUT" && !/^(radio|checkbox|button|submit)$/.test(target.type));
  }

  function single(key) {
    return key.length === 1;
  }

  function off() {
    return document.body.dataset.singleKeys === "off";
  }

  function shown(element) {
    return element.getClientRects().length > 0;
  }

  function find(key, target) {
    var area = target.closest ? target.closest("[data-keys]") : null;
    var roots = area ? [area, document] : [document];
    for (var i = 0; i < roots.length; i += 1) {
      var all = roots[i].querySelectorAll("[data-key]");
      for (var n = 0; n < all.length; n += 1) {
        var element = all[n];
        var wanted = element.dataset.key.toLowerCase() === key.toLowerCase();
        var elsewhere = single(key) && !/[/?]/.test(key) && !element.closest("[data-keys]");
        var other = element.closest("[data-keys]");
        if (wanted && shown(element) && !elsewhere && (!single(key) || !other || other === area)) {
          return element;
        }
      }
    }
    return null;
  }

  function press(element) {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName) &&
        !/^(radio|checkbox|submit|button)$/.test(element.type)) {
      element.focus();
      if (element.select) element.select();
      return;
    }
    element.focus();
    if (element.getAttribute("aria-disabled") !== "true") element.click();
  }

  // Up and down go from row to row; inside a row the arrows sideways stay the browser's.
  function move(event, list) {
    var step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (!step) return false;
    var rows = Array.prototype.slice.call(list.querySelectorAll(list.dataset.rows)).filter(shown);
    var at = rows.findIndex(function (row) { return row.contains(document.activeElement); });
    var next = rows[at + step];
    if (!next) return false;
    var inside = next.matches("a,button,input,[tabindex]") ? next :
      next.querySelector("input:checked") || next.querySelector("input,button,a,[tabindex]");
    if (inside) inside.focus();
    return Boolean(inside);
  }

  document.addEventListener("keydown", function (event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.metaKey) return;
    var key = name(event);
    if (RESERVED.indexOf(key) >= 0) return;
    var target = event.target;
    if (single(key) && (typing(target) || off())) return;
    var list = target.closest ? target.closest("[data-rows]") : null;
    if (list && !typing(target) && move(event, list)) {
      event.preventDefault();
      return;
    }
    var row = list && target.closest(list.dataset.rows);
    var element = row && single(key) ? row.querySelector('[data-key="' + key.replace(/["\\]/g, "") + '"]') : null;
    element = element || find(key, target);
    if (!element) return;
    event.preventDefault();
    press(element);
    if (row && element.type === "radio" && list.hasAttribute("data-advance")) advance(list, row, element);
  });

  // Judged with one key, on to the next; what needs words (data-explain) goes to its line first.
  function advance(list, row, element) {
    var words = document.getElementById(row.dataset.words || "");
    if (element.value === list.dataset.explain && words && shown(words)) {
      words.focus();
      return;
    }
    var rows = Array.prototype.slice.call(list.querySelectorAll(list.dataset.rows)).filter(shown);
    var next = rows[rows.indexOf(row) + 1];
    if (next) next.focus();
  }

  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (!opener || opener.getAttribute("aria-disabled") === "true") return;
    var dialog = document.getElementById(opener.dataset.opens);
    if (dialog && dialog.showModal && !dialog.open) dialog.showModal();
  });

  // What cannot be done now is not done; the reason stands beside it.
  document.addEventListener("click", function (event) {
    var stopped = event.target.closest('[aria-disabled="true"]');
    if (stopped) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
})();
