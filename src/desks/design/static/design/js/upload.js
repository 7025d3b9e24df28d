// Files go up as soon as they are chosen, each form (data-upload) by itself, with its progress; a
// button stops it. Without scripts the form has a button of its own. The server says what it keeps.
(function () {
  "use strict";

  function part(form, name) {
    return form.querySelector("[" + name + "]");
  }

  function show(form, percent) {
    var bar = form.querySelector("[role=progressbar]");
    part(form, "data-progress").hidden = percent === null;
    part(form, "data-cancel").hidden = percent === null;
    if (percent === null) return;
    bar.setAttribute("aria-valuenow", String(percent));
    bar.querySelector("rect").setAttribute("width", percent + "%");
    part(form, "data-progress-words").textContent =
      percent < 100 ? "正在上传 " + percent + "%" : "传完了，正在核对";
  }

  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest("form[data-upload]");
    if (!form || event.target.type !== "file" || !event.target.files.length || !window.htmx) return;
    show(form, 0);
    window.htmx.trigger(form, "chosen");
  });

  document.addEventListener("htmx:xhr:progress", function (event) {
    var form = event.target.closest && event.target.closest("form[data-upload]");
    if (form && event.detail.lengthComputable) {
      show(form, Math.round(100 * event.detail.loaded / event.detail.total));
    }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-cancel]");
    if (!button) return;
    var form = button.closest("form");
    window.htmx.trigger(form, "htmx:abort");
    form.reset();
    show(form, null);
  });

  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var form = event.target.closest && event.target.closest("form[data-upload]");
      if (form) show(form, null);
    });
  });
})();
