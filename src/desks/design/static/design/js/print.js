// A button that prints the page; without scripts there is none (.js-only), the browser's menu does it.
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-prints]")) window.print();
  });
})();
