// The kiosk. A press that meets a cut in the net is sent again for a minute with the same key,
// so it is one ticket; and a ticket makes way for the next person by itself.
(function () {
  "use strict";

  var trouble = document.querySelector("[data-trouble]");
  var busy = false;

  function say(words) {
    if (!trouble) return;
    trouble.textContent = words;
    trouble.hidden = !words;
  }

  function send(form, until) {
    var body = new URLSearchParams(new FormData(form));
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin" }).then(
      function (answer) {
        if (answer.status >= 500) throw new Error("away");
        window.location.assign(answer.ok ? answer.url : window.location.href);
      }
    ).catch(function () {
      if (Date.now() > until) {
        busy = false;
        say("取号机连不上，没有取到号。请到咨询台取号，一样办。");
        return;
      }
      say("正在取号，请稍等……");
      window.setTimeout(function () { send(form, until); }, 2000);
    });
  }

  document.addEventListener("submit", function (event) {
    if (!event.target.hasAttribute("data-kiosk")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    send(event.target, Date.now() + 60000);
  });

  var waits = document.getElementById("waits");
  if (waits) {
    waits.addEventListener("poll:changed", function () {
      waits.querySelectorAll("[data-wait]").forEach(function (from) {
        var to = document.querySelector('[data-shows="' + from.dataset.wait + '"]');
        if (to) to.textContent = from.textContent;
      });
    });
  }

  var back = document.querySelector("[data-back]");
  if (back) {
    var left = Number(back.dataset.back);
    window.setInterval(function () {
      left -= 1;
      if (left <= 15) back.textContent = left + " 秒后回到取号页";
      if (left === 0) window.location.replace(back.closest("a").href);
    }, 1000);
  }

  var slip = document.querySelector("[data-slip]");
  if (slip) {
    var printed = "printed-" + slip.dataset.slip;
    var first = !window.sessionStorage.getItem(printed);
    window.sessionStorage.setItem(printed, "yes");
    if (first) window.setTimeout(function () { window.print(); }, 300);
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) window.print();
    var lower = event.target.closest("[data-lower]");
    if (lower) {
      var low = document.querySelector(".kiosk").classList.toggle("low");
      lower.setAttribute("aria-pressed", low ? "true" : "false");
    }
    if (event.target.closest("[data-read]") && window.speechSynthesis) {
      var words = [].map.call(document.querySelectorAll(".kiosk h1, .kbtn"), function (one) {
        return one.innerText;
      }).join("。");
      var utterance = new window.SpeechSynthesisUtterance(words);
      utterance.lang = "zh-CN";
      window.speechSynthesis.cancel();
      window.speechSynthesis.speak(utterance);
    }
  });
})();
