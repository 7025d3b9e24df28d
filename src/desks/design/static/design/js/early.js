// Before anything is drawn: whatever needs scripts may show itself (.js-only in base.css).
document.documentElement.classList.add("js");
