// Shows the parts of this page that change by themselves anew, every few seconds, while somebody looks. Without it the
// page is the same, as of when it was opened.
"use strict";

(() => {
  const seconds = { "6h": 30, "24h": 60 }[new URLSearchParams(location.search).get("span")] ?? 5;

  async function refresh() {
    if (document.hidden) {
      return;
    }
    const address = new URL(location.href);
    address.searchParams.set("live", "true");
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = page.getElementById(part.id);
      const focused = document.activeElement;
      const isInUse = (focused !== part && part.contains(focused)) || part.querySelector("details[open]");
      if (now && !isInUse && now.innerHTML !== part.innerHTML) {
        part.replaceChildren(...now.childNodes);
      }
    }
    const known = document.getElementById("outdated");
    const present = page.getElementById("outdated");
    if (known && present) {
      known.hidden = known.dataset.version === present.dataset.version;
    }
  }

  async function goOn() {
    try {
      await refresh();
      document.getElementById("stale").hidden = true;
    } catch {
      // The console or its database is away, or somebody is logged out: what is shown grows old.
      document.getElementById("stale").hidden = false;
    }
    setTimeout(goOn, seconds * 1000);
  }

  setTimeout(goOn, seconds * 1000);
})();
