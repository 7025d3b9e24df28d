// A form is sent once. The second press waits for the answer to the first; the hidden field
// "once" (an idempotency key made by the server) makes a repeat harmless even without this.
(function () {
  "use strict";

  function button(form, event) {
    return event.submitter || form.querySelector("button:not([type]),button[type=submit]");
  }

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[data-waiting]").forEach(function (element) {
      element.removeAttribute("aria-disabled");
      element.removeAttribute("data-waiting");
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if ((form.method || "get").toLowerCase() !== "post" || form.hasAttribute("data-again")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    var pressed = button(form, event);
    if (pressed) {
      pressed.setAttribute("aria-disabled", "true");
      pressed.setAttribute("data-waiting", "");
    }
  }, true);

  // Somebody else stopped it (a check in the browser, a dialog): it was not sent.
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented && !event.target.hasAttribute("hx-post")) release(event.target);
  });

  ["htmx:afterRequest", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.closest && event.target.closest("form");
      if (form) release(form);
    });
  });

  // Back from the page cache: what was sent may be sent anew.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
  });
})();
