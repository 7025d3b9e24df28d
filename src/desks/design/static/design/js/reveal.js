// Fields that belong to an answer (data-when='{"question":["a","b"]}') stand only while it is given.
// The server asks and checks the same; without scripts they all stand with a word when to fill them.
(function () {
  "use strict";

  function answers(form, key) {
    var values = [];
    form.querySelectorAll('[name="' + key + '"]').forEach(function (input) {
      if (input.closest("[hidden]")) return;
      if (/^(radio|checkbox)$/.test(input.type) ? input.checked : true) values.push(input.value);
    });
    return values;
  }

  function update(form) {
    form.querySelectorAll("[data-when]").forEach(function (box) {
      var when = JSON.parse(box.dataset.when);
      box.hidden = !Object.keys(when).every(function (key) {
        if (!form.querySelector('[name="' + key + '"]')) return true;
        var given = answers(form, key);
        return when[key].some(function (one) { return given.indexOf(one) >= 0; });
      });
    });
  }

  function all() {
    document.querySelectorAll("form").forEach(update);
  }

  document.addEventListener("change", function (event) {
    if (event.target.form) update(event.target.form);
  });
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:load", all);
  if (document.readyState !== "loading") all();
})();
