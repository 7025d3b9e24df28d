// The calling screen: says and flashes a new call, and keeps its own clock while the server is
// away. The rest is drawn by the server.
(function () {
  "use strict";

  var box = document.getElementById("board");
  var hour = document.querySelector("[data-hour]");
  var live = document.querySelector("[data-live]");
  var calls = function () { return box.querySelector("[data-said]"); };
  var said = calls().dataset.said;
  var ahead = Number(calls().dataset.epoch) * 1000 - Date.now();

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  // The city's time is eight hours before Greenwich wherever this machine thinks it stands.
  function tick() {
    var at = new Date(Date.now() + ahead + 8 * 3600 * 1000);
    hour.textContent = two(at.getUTCHours()) + ":" + two(at.getUTCMinutes());
  }

  function speak(words) {
    live.textContent = words;
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return;
    var utterance = new window.SpeechSynthesisUtterance(words);
    utterance.lang = "zh-CN";
    utterance.rate = 0.9;
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(utterance);
  }

  box.addEventListener("poll:changed", function () {
    var now = calls();
    ahead = Number(now.dataset.epoch) * 1000 - Date.now();
    tick();
    if (now.dataset.said === said) return;
    said = now.dataset.said;
    var big = now.querySelector(".callnow");
    if (!now.dataset.call) return;
    big.classList.add("fresh");
    speak(now.dataset.call);
  });

  window.setInterval(tick, 5000);
})();
