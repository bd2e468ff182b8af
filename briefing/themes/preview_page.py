"""The page around a preview, and the page that tells a mistake. Nothing in them is loaded from elsewhere."""

from __future__ import annotations

SHELL = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Preview: {title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/preview.css">
<script src="/preview.js" defer></script>
</head>
<body data-version="{version}">
<header>
<h1>{title} <small>theme {theme}</small></h1>
<div role="group" aria-label="Format">
<button type="button" data-page="/brief.html" aria-pressed="true">HTML</button>
<button type="button" data-page="/brief.md" aria-pressed="false">Markdown</button>
<button type="button" data-page="/brief.txt" aria-pressed="false">Text</button>
<button type="button" data-page="/mail.html" aria-pressed="false">Mail</button>
<button type="button" data-page="/mail.txt" aria-pressed="false">Mail as text</button>
</div>
<div role="group" aria-label="Width">
<button type="button" data-width="desk" aria-pressed="true">Desk</button>
<button type="button" data-width="phone" aria-pressed="false">Phone</button>
</div>
<button type="button" id="print" aria-pressed="true">PDF</button>
<p id="state" role="status"></p>
</header>
<main>
<iframe id="page" title="The brief" src="/brief.html"></iframe>
<iframe id="pdf" title="The brief as PDF" src="/brief.pdf"></iframe>
</main>
</body>
</html>
"""

STYLE = """
* { box-sizing: border-box }
html, body { height: 100%; margin: 0 }
body { display: flex; flex-direction: column; background: #d9dde2; color: #1a2027; font: 14px/1.4 system-ui, sans-serif }
header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; padding: .4rem .8rem; background: #fff; border-bottom: 1px solid #b8c0c8 }
h1 { flex: 1 1 16rem; margin: 0; font-size: 1rem; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
small { color: #555f6b; font-weight: 400 }
[role=group] { display: flex }
button { border: 1px solid #8a96a3; padding: .25rem .6rem; background: #fff; color: inherit; font: inherit; cursor: pointer }
[role=group] button + button { border-left: 0 }
button[aria-pressed=true] { background: #17324d; color: #fff }
button:focus-visible { outline: 3px solid #b85c00; outline-offset: 1px }
#state { margin: 0; min-width: 4rem; color: #9b1c1c }
main { display: flex; flex: 1; gap: 8px; min-height: 0; padding: 8px; justify-content: center }
iframe { flex: 1 1 0; min-width: 0; border: 0; background: #fff }
main.phone #page { flex: 0 0 390px }
main.alone #pdf { display: none }
@media (max-width: 60rem) { main { flex-direction: column } main.phone #page { flex: 1 1 0; width: 390px; align-self: center } }
"""

SCRIPT = """
"use strict";
const page = document.getElementById("page"), pdf = document.getElementById("pdf");
const main = document.querySelector("main"), state = document.getElementById("state");
let version = document.body.dataset.version;

function press(button, others) {
  for (const one of others) one.setAttribute("aria-pressed", String(one === button));
}

const formats = document.querySelectorAll("[data-page]"), widths = document.querySelectorAll("[data-width]");
for (const button of formats) button.addEventListener("click", () => {
  press(button, formats);
  show(page, button.dataset.page);
});
for (const button of widths) button.addEventListener("click", () => {
  press(button, widths);
  main.classList.toggle("phone", button.dataset.width === "phone");
});
const print = document.getElementById("print");
print.addEventListener("click", () => {
  const alone = main.classList.toggle("alone");
  print.setAttribute("aria-pressed", String(!alone));
  show(pdf, alone ? "about:blank" : "/brief.pdf");
});

const whole = new Set();  // frames whose page has come; of one that is under way, a reload would find nothing
for (const frame of [page, pdf]) frame.addEventListener("load", () => whole.add(frame));

function show(frame, address) {
  whole.delete(frame);
  frame.src = address;
}

function reload(frame) {
  const again = `${frame.getAttribute("src").split("?")[0]}?${version}`;  // the same address under way would be ignored
  if (!whole.has(frame)) return show(frame, again);
  whole.delete(frame);
  try {
    frame.contentWindow.location.reload();  // keeps the place that one had scrolled to
  } catch {
    show(frame, again);
  }
}

async function watch() {
  try {
    const now = await (await fetch("/version", {cache: "no-store"})).text();
    state.textContent = "";
    if (now !== version) {
      version = now;
      reload(page);
      if (!main.classList.contains("alone")) reload(pdf);
    }
  } catch {
    state.textContent = "The preview has ended.";
  }
  setTimeout(watch, 400);
}
watch();
"""

ERROR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A mistake in the theme</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{style}</style>
</head>
<body>
<h1>A mistake in the theme</h1>
<p class="where">{what} <b>{where}</b></p>
<p class="cause">{cause}</p>
<p class="advice">{advice}</p>
{lines}
<p class="advice">The page comes back when it is mended and saved.</p>
</body>
</html>
"""

ERROR_STYLE = """
body { margin: 0; padding: 1.5rem; background: #fff; color: #1a2027; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0 0 .6rem; border-top: 4px solid #9b1c1c; padding-top: .5rem; font-size: 1.3rem }
p { margin: .3rem 0; white-space: pre-line }
.cause { font-size: 1.1rem; font-weight: 600 }
.advice { color: #555f6b }
ol { margin: 1rem 0; padding: .5rem .5rem .5rem 3.5rem; background: #eef1f4; overflow-x: auto }
li { white-space: pre; color: #555f6b }
.here { background: #f3e3b3; color: #1a2027; font-weight: 600 }
"""
