// The detail of the row in focus stands beside the list: a row with data-beside="<id>" shows that
// element and hides the others of the list ([data-detail]). Enter in a detail's line of words goes
// on to the next row. Without scripts every detail stands there.
(function () {
  "use strict";

  function show(id) {
    var wanted = id && document.getElementById(id);
    if (!wanted) return;
    document.querySelectorAll("[data-detail]").forEach(function (detail) {
      if (detail.dataset.detail === wanted.dataset.detail) detail.hidden = detail !== wanted;
    });
    document.querySelectorAll("[data-beside]").forEach(function (row) {
      row.classList.toggle("is-on", row.dataset.beside === id);
    });
  }

  function rowOf(detail) {
    return document.querySelector('[data-beside="' + detail.id + '"]');
  }

  function next(row) {
    var list = row.closest("[data-rows]");
    var rows = Array.prototype.slice.call(list.querySelectorAll(list.dataset.rows));
    return rows[rows.indexOf(row) + 1] || row;
  }

  function start() {
    var groups = {};
    document.querySelectorAll("[data-detail]").forEach(function (detail) {
      if (groups[detail.dataset.detail]) return;
      groups[detail.dataset.detail] = true;
      var on = document.querySelector("[data-beside].is-on");
      show(on ? on.dataset.beside : detail.id);
    });
  }

  document.addEventListener("focusin", function (event) {
    var row = event.target.closest && event.target.closest("[data-beside]");
    if (row) show(row.dataset.beside);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    var detail = event.target.closest("[data-detail]");
    if (!detail || event.target.type !== "text") return;
    event.preventDefault();
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
    var row = rowOf(detail);
    if (row) next(row).focus();
  });
  document.addEventListener("DOMContentLoaded", start);
  document.addEventListener("htmx:load", start);
  if (document.readyState !== "loading") start();
})();
