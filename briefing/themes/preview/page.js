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
