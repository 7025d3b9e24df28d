// One more row of a repeated group, from the group's <template>. Without scripts one empty row
// is always there, and saving brings the next.
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var adder = event.target.closest("[data-adds-row]");
    if (!adder) return;
    var group = adder.closest("[data-rows-of]");
    var list = group.querySelector(".rows");
    var counter = group.querySelector("[data-row-count]");
    var count = Number(counter.value);
    if (count >= Number(group.dataset.most)) return;
    var holder = document.createElement("div");
    holder.appendChild(group.querySelector("template").content.cloneNode(true));
    holder.innerHTML = holder.innerHTML
      .replace(/__row__/g, String(count))
      .replace(/__number__/g, String(count + 1));
    var row = holder.firstElementChild;
    list.appendChild(row);
    counter.value = String(count + 1);
    var first = row.querySelector("input,select,textarea");
    if (first) first.focus();
    if (count + 1 >= Number(group.dataset.most)) adder.hidden = true;
  });
})();
